// What: the built page in a Chromium of its own, for the benchmarks that measure the page itself: served, opened, and closed whatever happens.
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import { findChromium } from '../src/headless/chromium.mjs';
import { ensureBuilt } from '../src/headless/project.mjs';
import { servePage } from '../src/headless/serve.mjs';

const FLAGS = ['--headless=new', '--no-sandbox', '--enable-unsafe-webgpu', '--no-first-run'];

export async function withBuiltPage(port: number, work: (page: Page, address: string) => Promise<void>): Promise<void> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('No Chromium was found; `npm test` installs one.');
  ensureBuilt();
  const served = await servePage({ port });
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    await work(await browser.newPage({ viewport: { width: 1440, height: 900 } }), served.addresses[0]!);
  } finally {
    await browser.close();
    await served.close();
  }
}
