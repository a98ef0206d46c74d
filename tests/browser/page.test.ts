// What: the built page as a visitor uses it, in headless Chromium. Screenshots are kept for looking at, not compared.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePng } from '../../bench/makePng.ts';
import { findChromium } from '../../src/headless/chromium.mjs';
import { ensureBuilt, ROOT } from '../../src/headless/project.mjs';
import { servePage } from '../../src/headless/serve.mjs';
import type { ServedPage } from '../../src/headless/serve.mjs';

const FLAGS = ['--headless=new', '--no-sandbox', '--enable-unsafe-webgpu', '--disable-quic', '--no-first-run'];
const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
const LONG = 90_000;
const screenshots = join(ROOT, 'tests', 'browser', 'screenshots');

let served: ServedPage;
let browser: Browser;
let page: Page;
const complaints: string[] = [];
const foreign: string[] = [];

const shoot = (name: string) => page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true });
const playable = () => page.waitForSelector('button.primary:not([disabled]):has-text("Play")', { timeout: LONG });
const stepCount = async () => Number(/\d+/.exec((await page.textContent('.count')) ?? '')![0]);
const untilStep = (count: number) =>
  page.waitForFunction(
    (wanted) => Number(/\d+/.exec(document.querySelector('.count')!.textContent!)![0]) >= wanted,
    count,
    { timeout: LONG },
  );

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  ensureBuilt();
  served = await servePage({ port: 4573 });
  browser = await chromium.launch({ executablePath: findChromium()!, args: [...FLAGS, ...QUIET] });
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    const own = request.url().startsWith(served.addresses[0]!) || /^(blob|data):/.test(request.url());
    if (!own) foreign.push(request.url());
  });
  await page.goto(served.addresses[0]!);
  await playable();
}, LONG);

afterAll(async () => {
  await browser?.close();
  await served?.close();
});

test(
  'a sample is on the table, and one step makes a group and a curve point',
  async () => {
    expect(await page.locator('.thumbs img').count()).toBe(1);
    await page.click('text=One step');
    await untilStep(1);
    await playable();
    expect(await page.locator('.rollouts li').count()).toBe(8);
    expect(await page.locator('.stages li.done, .stages li.current').count()).toBe(9);
    expect(await page.locator('.recharts-line').count()).toBeGreaterThan(3);
    await shoot('after-one-step');
  },
  LONG,
);

test(
  'one stage at a time: nine make a step',
  async () => {
    const before = await stepCount();
    for (let stage = 1; stage <= 9; stage++) {
      expect(await stepCount()).toBe(before);
      await page.click('text=One stage');
      await playable();
    }
    await untilStep(before + 1);
  },
  LONG,
);

test(
  'an own picture with a drawn box, a question and an answer; play, pause, reset',
  async () => {
    const picture = makePng(64, [255, 255, 255], [{ box: [0.25, 0.25, 0.75, 0.75], colour: [220, 40, 40] }]);
    await page.setInputFiles('.thumbs input[type=file]', { name: 'mine.png', mimeType: 'image/png', buffer: picture });
    const frame = page.locator('[data-testid=box-editor]');
    await page.waitForSelector('[data-testid=box-editor] img[alt="mine.png"]');
    const { x, y, width, height } = (await frame.boundingBox())!;
    await page.mouse.move(x + width * 0.25, y + height * 0.25);
    await page.mouse.down();
    await page.mouse.move(x + width * 0.75, y + height * 0.75, { steps: 4 });
    await page.mouse.up();
    const label = await page.locator('.box').getAttribute('aria-label');
    expect(label).toMatch(/from 25, 25 to 75, 75 percent/);
    await page.click('text=One step');
    await page.waitForSelector('[role=alert] >> text=has no question');
    await page.getByRole('textbox', { name: 'Question' }).fill('where is the red square?');
    await page.getByRole('textbox', { name: 'Answer' }).fill('red square');
    const before = await stepCount();
    await page.click('button.primary');
    await untilStep(before + 1);
    await page.click('button.primary:has-text("Pause")');
    await playable();
    await shoot('own-picture');
    await page.click('text=Reset');
    await page.waitForFunction(() => /\b0$/.test(document.querySelector('.count')!.textContent!.trim()));
  },
  2 * LONG,
);

test('a box is moved, resized and deleted by the keyboard', async () => {
  const box = page.locator('.box').first();
  await box.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  expect(await box.getAttribute('aria-label')).toMatch(/from 27, 25 to 77, 77 percent/);
  await page.keyboard.press('Delete');
  expect(await page.locator('.box').count()).toBe(0);
  await page.click('text=Add a box');
  expect(await page.locator('.box').count()).toBe(1);
});

test('what is not a picture is refused in one sentence', async () => {
  const file = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') };
  await page.setInputFiles('.thumbs input[type=file]', file);
  await page.waitForSelector('[role=alert] >> text=“notes.txt” is not a picture');
});

test('a setting out of range is refused, one in range is marked as changed', async () => {
  await page.click('text=Settings');
  const field = page.getByRole('textbox', { name: /^temperature/ });
  await field.fill('99');
  await field.press('Enter');
  await page.waitForSelector('[role=alert] >> text=temperature is 99');
  await field.fill('0.9');
  await field.press('Enter');
  await page.waitForSelector('.knob:has-text("temperature") mark');
});

test('other sizes, dark and light', async () => {
  for (const [name, width, height] of [
    ['tablet', 1024, 768],
    ['phone', 390, 844],
  ] as const)
    // prettier-ignore
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height });
      await shoot(`${name}-${colorScheme}`);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    }
});

test('no console error, and no request left the page', () => {
  expect(complaints).toEqual([]);
  expect(foreign).toEqual([]);
});
