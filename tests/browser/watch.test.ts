// What: what to watch, as a visitor meets it, with an engine that only plays its part: the first thing in the middle column once a recipe is
// chosen, a sentence before the first step, then new with every step; without scrolling on a laptop and on a phone; not for plain GRPO.
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
const LAPTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
let visitor: Visitor;

beforeAll(async () => {
  visitor = await newVisitor(4671, { ...LAPTOP, scale: 1 });
  await visitor.page.addInitScript(installScriptedEngine, { stageMs: 4, version: PROTOCOL_VERSION });
  await visitor.open();
  await visitor.playable(LONG);
}, LONG);
afterAll(() => visitor?.leave());

const panel = () => visitor.page.locator('section.watch');

async function choose(recipe: string): Promise<void> {
  const { page } = visitor;
  await page
    .getByRole('button', { name: /Recipe/ })
    .first()
    .click();
  await page
    .getByRole('option', { name: new RegExp(`^${recipe}\\b`) })
    .first()
    .click();
  await page.waitForSelector('.recipe-card');
  await page.keyboard.press('Escape');
}

/** Lower edge of the panel's pictures or of the panel itself, from the top of the window. */
const bottomOf = async (selector: string) => {
  const box = await visitor.page.locator(selector).first().boundingBox();
  return box!.y + box!.height;
};

test('plain GRPO has no panel; a recipe has one on top of the group, with a sentence before the first step', async () => {
  expect(await panel().count()).toBe(0);
  await choose('papo');
  await expect
    .poll(() => panel().textContent())
    .toMatch(/^What to watch: papoThe picture beside .* It appears here with the first step\.$/);
  const first = await visitor.page.locator('#column-group section.group > *').first().getAttribute('class');
  expect(first).toBe('watch');
  expect(await bottomOf('section.watch')).toBeLessThan(LAPTOP.height);
});

test(
  'then it is live: both pictures and the numbers, new with every step, while the run goes on',
  { timeout: LONG },
  async () => {
    const { page } = visitor;
    await page.click('button.primary:has-text("Play")');
    await visitor.untilStep(3, LONG);
    await expect.poll(() => panel().locator('canvas').count()).toBe(1);
    await expect.poll(() => panel().locator('img').count()).toBe(1);
    // One prompt at four places of the step, eight answers each.
    await expect.poll(() => panel().textContent()).toMatch(/32 answers, mean reward [\d.]+/);
    const shown = async () => Number(/step (\d+)/.exec((await panel().textContent()) ?? '')?.[1]);
    const seen = await shown();
    await expect.poll(shown).toBeGreaterThan(seen);
    await page.click('button.primary:has-text("Pause")');
    await visitor.playable(LONG);
    expect(await bottomOf('section.watch canvas')).toBeLessThan(LAPTOP.height);
    await visitor.shoot('watch-laptop');
  },
);

test('on a phone it is in sight without scrolling, and nothing goes off sideways', async () => {
  const { page } = visitor;
  await page.setViewportSize(PHONE);
  await expect.poll(() => panel().locator('canvas').count()).toBe(1);
  expect(await page.evaluate(() => scrollY)).toBe(0);
  expect(await bottomOf('section.watch canvas')).toBeLessThan(PHONE.height);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await visitor.shoot('watch-phone');
  await page.setViewportSize(LAPTOP);
});

test('axe finds nothing', { timeout: LONG }, async () => {
  const { page } = visitor;
  await page.evaluate(readFileSync(AXE, 'utf8'));
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(300);
    const found = await page.evaluate(async () => {
      const { axe } = window as unknown as { axe: typeof Axe };
      const { violations } = await axe.run('section.watch');
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`);
    });
    expect(found).toEqual([]);
  }
});

test('another recipe, another panel; back to plain GRPO it is gone; nothing was complained about', async () => {
  await choose('dapo');
  await expect.poll(() => panel().textContent()).toMatch(/^What to watch: dapo/);
  await choose('grpo');
  await expect.poll(() => panel().count()).toBe(0);
  expect(visitor.complaints).toEqual([]);
});
