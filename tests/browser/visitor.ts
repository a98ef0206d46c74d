// What: a visitor's browser: the built page served with the isolation headers, a headless Chromium, and what it complained.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import { findChromium } from '../../src/headless/chromium.mjs';
import { ensureBuilt, ROOT } from '../../src/headless/project.mjs';
import { servePage } from '../../src/headless/serve.mjs';

const FLAGS = ['--headless=new', '--no-sandbox', '--enable-unsafe-webgpu', '--disable-quic', '--no-first-run'];
const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
const SCREENSHOTS = join(ROOT, 'tests', 'browser', 'screenshots');

export interface Visitor {
  readonly page: Page;
  /** Console errors, uncaught errors, requests to another origin, and requests that carry anything. */
  readonly complaints: readonly string[];
  /** As from a link, without the recorded run; '#' opens it as a first visitor does. */
  open(hash?: string): Promise<void>;
  shoot(name: string): Promise<void>;
  playable(timeout: number): Promise<void>;
  stepCount(): Promise<number>;
  untilStep(count: number, timeout: number): Promise<void>;
  leave(): Promise<void>;
}

interface Screen {
  readonly width: number;
  readonly height: number;
  /** Device pixels a CSS pixel: 2 is what 200 % zoom gives. */
  readonly scale: number;
}

export async function newVisitor(
  port: number,
  { width, height, scale }: Screen = { width: 1440, height: 900, scale: 1 },
  more: readonly string[] = [],
): Promise<Visitor> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  ensureBuilt();
  const served = await servePage({ port });
  const address = served.addresses[0]!;
  const browser = await chromium.launch({ executablePath: findChromium()!, args: [...FLAGS, ...QUIET, ...more] });
  const page = await browser.newPage({
    viewport: { width, height },
    deviceScaleFactor: scale,
    colorScheme: 'light',
    serviceWorkers: 'block',
  });
  const complaints: string[] = [];
  page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    const own = request.url().startsWith(address) || /^(blob|data):/.test(request.url());
    if (!own) complaints.push(`request to ${request.url()}`);
    if (request.method() !== 'GET' || request.postDataBuffer() !== null)
      complaints.push(`${request.method()} with a body`);
  });
  const countOf = (text: string | null) => Number(/\d+/.exec(text ?? '')?.[0] ?? NaN);
  return {
    page,
    complaints,
    open: async (hash = '#recipe=grpo') => void (await page.goto(`${address}${hash}`)),
    shoot: async (name) => void (await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) })),
    playable: async (timeout) =>
      void (await page.waitForSelector('button.primary:not([disabled]):has-text("Play")', { timeout })),
    stepCount: async () => countOf(await page.textContent('.count')),
    untilStep: async (count, timeout) =>
      void (await page.waitForFunction(
        (wanted) => Number(/\d+/.exec(document.querySelector('.count')?.textContent ?? '')?.[0]) >= wanted,
        count,
        { timeout },
      )),
    leave: async () => {
      await browser.close();
      await served.close();
    },
  };
}
