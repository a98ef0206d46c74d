// What: one module of the project in an empty page of a real browser, as a global of the given name.
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll } from 'vitest';
import { findChromium } from '../../src/headless/chromium.mjs';
import { ROOT } from '../../src/headless/project.mjs';

async function bundle(path: string, name: string): Promise<string> {
  const lib = { entry: join(ROOT, path), formats: ['iife' as const], name };
  const built = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: { write: false, minify: false, lib },
  });
  const [first] = Array.isArray(built) ? built : [built];
  if (!first || !('output' in first)) throw new Error(`${path} was not bundled.`);
  return first.output[0].code;
}

/** A browser for all tests of a file; `path` from the project's root. */
export function moduleInPage(path: string, name: string): () => Page {
  let page: Page;
  beforeAll(async () => {
    const executablePath = findChromium();
    if (!executablePath) throw new Error('No Chromium found: install one, or set ROLLSCOPE_CHROMIUM to its path.');
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    page = await browser.newPage();
    await page.addScriptTag({ content: `${await bundle(path, name)}\nglobalThis.${name} = ${name};` });
  });
  afterAll(() => page?.context().browser()?.close());
  return () => page;
}
