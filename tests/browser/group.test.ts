// What: the middle column as a visitor uses it, with an engine that only plays its part: boxes and rows, shades, the card of
// a token, details, pictures as the model got them, kept steps. Screenshots are kept for looking at.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Axe from 'axe-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROTOCOL_VERSION } from '../../src/training/protocol.ts';
import { installScriptedEngine } from './scriptedEngine.ts';
import { newVisitor } from './visitor.ts';
import type { Visitor } from './visitor.ts';

const LONG = 60_000;
const AXE = join(import.meta.dirname, '..', '..', 'node_modules', 'axe-core', 'axe.min.js');
let visitor: Visitor;

beforeAll(async () => {
  visitor = await newVisitor(4587);
  await visitor.page.addInitScript(installScriptedEngine, { stageMs: 4, version: PROTOCOL_VERSION });
  await visitor.open();
  await visitor.playable(LONG);
  await visitor.page.click('button.primary:has-text("Play")');
  await visitor.untilStep(12, LONG);
  await visitor.page.click('button.primary:has-text("Pause")');
  await visitor.playable(LONG);
}, 2 * LONG);
afterAll(() => visitor?.leave());

const choose = async (label: string, option: string) => {
  const { page } = visitor;
  await page.locator('.choice', { hasText: label }).getByRole('button').click();
  await page.getByRole('option', { name: new RegExp(`^${option}`) }).click();
};

test('boxes differ in line as well as in colour, and the legend says how', async () => {
  const { page } = visitor;
  const drawn = page.locator('.shown .frame g:not(.truth) rect:not(.halo)');
  await expect.poll(() => drawn.count()).toBe(8);
  const lines = await drawn.evaluateAll((boxes) =>
    boxes.map((box) => ({ stroke: box.getAttribute('stroke')!, dashes: box.getAttribute('stroke-dasharray') })),
  );
  expect(new Set(lines.map(({ dashes }) => dashes)).size).toBeGreaterThan(1);
  for (const { stroke, dashes } of lines) {
    const [red, , blue] = /(\d+) (\d+) (\d+)/.exec(stroke)!.slice(1).map(Number);
    if (dashes === null) expect(red).toBeGreaterThan(blue!);
    if (dashes === '7 4') expect(blue).toBeGreaterThan(red!);
  }
  await expect
    .poll(() => page.locator('.legend li').allTextContents())
    .toEqual(['below the group mean', 'at the mean', 'above the mean', 'your box']);
});

test('a row under the pointer or in focus stands out on the picture', async () => {
  const { page } = visitor;
  await page.locator('.rollouts tbody').nth(3).hover();
  await expect.poll(() => page.locator('.shown g.chosen').count()).toBe(1);
  await expect.poll(() => page.locator('.shown g.dim').count()).toBe(7);
  await page.mouse.move(2, 2);
  await page.getByRole('button', { name: 'Details of answer 5' }).focus();
  await expect.poll(() => page.locator('.rollouts tbody.chosen').getAttribute('aria-label')).toMatch(/^Answer 5,/);
});

test('the card of a token: its numbers, and the alternative tokens before and after the update', async () => {
  const { page } = visitor;
  await page.locator('#token-1-2').hover();
  await page.waitForSelector('.token-card table.alternatives');
  const rows = await page.locator('.token-card .alternatives tbody tr').allTextContents();
  expect(rows).toHaveLength(5);
  expect(rows.filter((row) => row.includes('sampled'))).toHaveLength(1);
  for (const row of rows) expect(row).toMatch(/\d %.*\d %/);
  await visitor.shoot('group-token');
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('.token-card').count()).toBe(0);
});

test('tokens from the keyboard: arrows walk, the card follows, Enter opens the details', async () => {
  const { page } = visitor;
  await page.mouse.move(2, 2);
  await page.getByRole('button', { name: 'Details of answer 1' }).focus();
  await page.keyboard.press('Tab');
  await page.waitForSelector('.token-card');
  // The browser scrolls what takes the focus into view; that must not close the card (once it did, now and then).
  await page.evaluate(() => document.dispatchEvent(new Event('scroll')));
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  expect(await page.locator('.token-card').count()).toBe(1);
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft']) await page.keyboard.press(key);
  await expect
    .poll(() => page.getByRole('listbox', { name: 'Tokens of answer 1' }).getAttribute('aria-activedescendant'))
    .toBe('token-0-1');
  await expect.poll(() => page.locator('#token-0-1').getAttribute('aria-selected')).toBe('true');
  await page.keyboard.press('Enter');
  await page.waitForSelector('role=dialog >> text=/Answer 1 of 8, step \\d+/');
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('.detail').count()).toBe(0);
});

test('every shade: the asked ones come when the run holds, with a scale', async () => {
  const { page } = visitor;
  const shaded = () =>
    page
      .locator('.tokens span')
      .evaluateAll((spans) => spans.filter((span) => (span as HTMLElement).style.background).length);
  for (const name of [
    'entropy',
    'log-prob',
    'advantage',
    'weight in the loss',
    'visual dependency',
    'change by the update',
  ]) {
    await choose('Shade tokens by', name);
    await page.waitForSelector('.shading .scale');
    await expect.poll(shaded, { message: name }).toBeGreaterThan(10);
  }
  await visitor.shoot('group-change');
  await choose('Shade tokens by', 'nothing');
  await expect.poll(() => shaded()).toBe(0);
});

test('details: reward and advantage worked out, spans, every token', async () => {
  const { page } = visitor;
  await page.getByRole('button', { name: 'Details of answer 2' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await expect.poll(() => dialog.textContent()).toMatch(/A = \(\d.*−.*\) ÷ \(.*\+ 0\.0001\) = -?\d/);
  await expect.poll(() => dialog.locator('.found dt').allTextContents()).toEqual(['think', 'box', 'answer', 'Boxes']);
  await dialog.locator('td.rivals').first().waitFor();
  const tokens = await dialog.locator('.token-table tbody tr').count();
  await expect.poll(() => dialog.textContent()).toContain(`${tokens} tokens`);
  await visitor.shoot('group-detail');
  await dialog.getByRole('button', { name: 'Next answer' }).click();
  await page.waitForSelector('role=dialog >> text=Answer 3 of 8');
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('.detail').count()).toBe(0);
});

test('the picture as the model got it, and in each view by its name', async () => {
  const { page } = visitor;
  const pixels = () =>
    page.locator('.model canvas').evaluate((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      return [...(canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height).data];
    });
  await choose('Picture', 'as the model sees it');
  await page.waitForSelector('.model canvas');
  await choose('Picture', 'view masked');
  await expect.poll(() => page.locator('.shown [role=status]').textContent()).toBe('patches blacked out');
  const probed = await pixels();
  expect(probed.length).toBe(4 * 16 * 16);
  await visitor.shoot('group-view');
  await choose('Picture', 'as the model sees it');
  await expect.poll(() => pixels()).not.toEqual(probed);
  await choose('Picture', 'as you gave it');
  await expect.poll(() => page.locator('.model canvas').count()).toBe(0);
});

test('back through the kept steps with the arrow keys, and live again', { timeout: LONG }, async () => {
  const { page } = visitor;
  const text = () => page.locator('.rollouts td.text').first().textContent();
  const last = await visitor.stepCount();
  const now = await text();
  await page.locator('.scrubber input[type=range]').focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => page.locator('.scrubber output').textContent()).toBe(String(last - 2));
  await expect.poll(() => text()).not.toBe(now);
  await page.locator('#token-0-1').hover();
  await page.waitForSelector('.token-card >> text=only available for the latest step');
  await page.mouse.move(2, 2);
  await page.click('button:has-text("One step")');
  await visitor.untilStep(last + 1, LONG);
  await expect.poll(() => page.locator('.scrubber output').textContent()).toBe(String(last - 2));
  await page.getByRole('button', { name: 'Live' }).click();
  await expect.poll(() => page.locator('.scrubber output').textContent()).toBe(String(last + 1));
});

test('looks at three sizes, light and dark, without sideways scrolling', { timeout: LONG }, async () => {
  const { page } = visitor;
  for (const [name, width, height] of [
    ['desktop', 1440, 900],
    ['tablet', 1024, 768],
    ['phone', 390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    if (name === 'phone') await page.getByRole('tab', { name: 'Group' }).click();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(250);
      await visitor.shoot(`group-${name}-${colorScheme}`);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    }
  }
});

test('axe finds nothing in the group, its card and its details', { timeout: LONG }, async () => {
  const { page } = visitor;
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.evaluate(readFileSync(AXE, 'utf8'));
  const violations = (part: string) =>
    page.evaluate(async (within) => {
      const { axe } = globalThis as unknown as { axe: typeof Axe };
      const found = await axe.run(within);
      return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`);
    }, part);
  await choose('Shade tokens by', 'change by the update');
  await page.locator('#token-1-2').hover();
  await page.waitForSelector('.token-card table.alternatives');
  expect(await violations('.group')).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Details of answer 2' }).click();
  await page.waitForSelector('.detail td.rivals');
  expect(await violations('.detail-modal')).toEqual([]);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('.detail').count()).toBe(0);
});

test('a reset forgets the kept steps; nothing was complained about', async () => {
  const { page } = visitor;
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.click('button:has-text("Reset")');
  await expect.poll(() => page.locator('.rollouts').count()).toBe(0);
  await expect.poll(() => page.locator('.scrubber').count()).toBe(0);
  expect(visitor.complaints).toEqual([]);
});
