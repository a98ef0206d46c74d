// What: the built page on a plain static host under a sub-path, without isolation headers: one reload isolates it, a step is
// trained, no request carries a picture, it opens again without any network, and an update waits for a button.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { makePng } from '../../bench/makePng.ts';
import { findChromium } from '../../src/headless/chromium.mjs';
import { ensureBuilt } from '../../src/headless/project.mjs';
import { plainHost } from '../../bench/faults/plainHost.ts';
import type { PlainHost } from '../../bench/faults/plainHost.ts';

const LONG = 200_000;
const FLAGS = ['--headless=new', '--no-sandbox', '--enable-unsafe-webgpu', '--disable-background-networking'];
let browser: Browser;
let page: Page;
let host: PlainHost;
let loads = 0;
const complaints: string[] = [];

const playable = () => page.waitForSelector('button.primary:not([disabled]):has-text("Play")', { timeout: LONG });
const steps = async () => Number(/\d+/.exec((await page.textContent('.count')) ?? '')?.[0]);
const step = async () => {
  const before = await steps();
  await page.click('text=One step');
  await page.waitForFunction(
    (wanted) => Number(/\d+/.exec(document.querySelector('.count')?.textContent ?? '')?.[0]) >= wanted,
    before + 1,
    { timeout: LONG },
  );
  await playable();
};

beforeAll(async () => {
  ensureBuilt();
  host = await plainHost('/a/b/');
  browser = await chromium.launch({ executablePath: findChromium()!, args: FLAGS });
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  // A busy machine may need longer than a visitor is kept waiting for the service worker (8 s): the test waits for it, not for the clock.
  await page.addInitScript(() => {
    const real = globalThis.setTimeout;
    globalThis.setTimeout = ((work: () => void, ms?: number) =>
      real(work, ms === 8000 ? 150_000 : ms)) as typeof setTimeout;
  });
  page.on('load', () => loads++);
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
}, LONG);
afterAll(async () => {
  await browser?.close();
  await host?.close();
});

test('it loads below /a/b/ and is isolated after one reload', { timeout: LONG }, async () => {
  await page.goto(host.address);
  await playable();
  expect(await page.evaluate(() => globalThis.crossOriginIsolated)).toBe(true);
  expect(loads).toBe(2);
  expect(host.seen.filter(({ path }) => !path.startsWith('/a/b/'))).toEqual([]);
});

test('it trains a step on an own picture; no request carries it, none leaves the host', { timeout: LONG }, async () => {
  const outside: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(host.address) && !/^(blob|data):/.test(request.url())) outside.push(request.url());
  });
  const picture = makePng(64, [250, 250, 250], [{ box: [0.2, 0.2, 0.7, 0.7], colour: [30, 160, 60] }]);
  await page.setInputFiles('.adders input[type=file]', { name: 'mine.png', mimeType: 'image/png', buffer: picture });
  await page.waitForSelector('[data-testid=box-editor] img[alt="mine.png"]');
  await page.getByRole('textbox', { name: 'Question' }).fill('where is the green square?');
  await page.click('text=Add box');
  await step();
  expect(loads).toBe(2);
  expect(outside).toEqual([]);
  expect(host.seen.filter(({ method, bodyBytes }) => method !== 'GET' || bodyBytes > 0)).toEqual([]);
  expect(host.seen.every(({ path }) => path.length < 200)).toBe(true);
});

test('the policy of the page refuses other scripts, inline code and styles, other hosts, own addresses', async () => {
  // Nothing that the page itself did so far was refused.
  expect(complaints).toEqual([]);
  const blocked = await page.evaluate(async () => {
    const names: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => names.push(event.effectiveDirective));
    const script = document.createElement('script');
    script.textContent = 'globalThis.broken = true';
    document.head.append(script);
    const style = document.createElement('style');
    style.textContent = 'body { display: none }';
    document.head.append(style);
    const addresses = ['https://example.com/', 'data:,x', URL.createObjectURL(new Blob(['x']))];
    const answers = await Promise.allSettled(addresses.map((address) => fetch(address)));
    const fetched = addresses.filter((_, i) => answers[i]!.status === 'fulfilled');
    await new Promise((resolve) => setTimeout(resolve, 200));
    style.remove();
    script.remove();
    return { names, broken: 'broken' in globalThis, fetched };
  });
  expect(blocked.broken).toBe(false);
  expect(blocked.fetched).toEqual([]);
  expect(blocked.names).toEqual(expect.arrayContaining(['script-src-elem', 'style-src-elem', 'connect-src']));
  complaints.length = 0;
});

test('an update waits for the button, and keeps waiting in a run', { timeout: LONG }, async () => {
  host.stamp = '\n// another version\n';
  const before = loads;
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())!.update());
  await page.waitForSelector('text=A new version of this page is ready', { timeout: LONG });
  await page.click('button.primary:has-text("Play")');
  await page.waitForSelector('text=Pause the run to load it', { timeout: LONG });
  await expect.poll(() => page.getByRole('button', { name: 'Load it now' }).isDisabled()).toBe(true);
  await page.click('button.primary:has-text("Pause")');
  await playable();
  expect(loads).toBe(before);
  await page.getByRole('button', { name: 'Load it now' }).click();
  await page.waitForFunction(() => !document.body.textContent!.includes('new version of this page'), null, {
    timeout: LONG,
  });
  await playable();
  expect(loads).toBe(before + 1);
});

test('without any network it opens, trains and shows its source', { timeout: LONG }, async () => {
  await host.close();
  await page.context().setOffline(true);
  await page.reload();
  await playable();
  expect(await page.evaluate(() => globalThis.crossOriginIsolated)).toBe(true);
  await step();
  await page.click('.stages li:nth-child(7) button');
  await page.getByRole('button', { name: 'src/onnx/vjp.ts' }).click();
  await page.waitForSelector('.stage-source pre >> text=export function vjp');
  expect(complaints).toEqual([]);
});
