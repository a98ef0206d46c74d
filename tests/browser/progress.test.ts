// What: a step that takes long, as a larger model makes it: stage, how far it is, seconds left, in a place that is kept; told to
// a screen reader where steps take very long. With an engine that only plays its part.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROTOCOL_VERSION } from '../../src/training/protocol.ts';
import { installScriptedEngine } from './scriptedEngine.ts';
import { newVisitor } from './visitor.ts';
import type { Visitor } from './visitor.ts';

const LONG = 120_000;

declare global {
  interface Window {
    announced?: Set<string>;
  }
}

/** Everything that the status line has said: a busy machine may look only after it has said something else. */
function keepAnnouncements() {
  const announced = (window.announced = new Set<string>());
  new MutationObserver(() => {
    for (const { textContent } of document.querySelectorAll('.step-progress [role=status]'))
      announced.add(textContent!);
  }).observe(document, { childList: true, characterData: true, subtree: true });
}
let visitor: Visitor;

beforeAll(async () => {
  visitor = await newVisitor(4643);
  const longMs = { '3-rollouts': 4500, '7-gradient': 2500 };
  await visitor.page.addInitScript(installScriptedEngine, { stageMs: 4, version: PROTOCOL_VERSION, longMs });
  await visitor.page.addInitScript(keepAnnouncements);
  await visitor.open('#seed=0');
  await visitor.playable(LONG);
}, LONG);
afterAll(() => visitor?.leave());

const topOf = (selector: string) =>
  visitor.page.evaluate((found) => document.querySelector(found)!.getBoundingClientRect().top, selector);

test('the stage under way, how far it is, and what is left; nothing moves', { timeout: LONG }, async () => {
  const { page } = visitor;
  const before = await topOf('.pipeline');
  await page.click('text=One step');
  const bar = page.getByRole('progressbar', { name: 'Stage Rollouts is under way' });
  await bar.waitFor();
  await page.waitForSelector('.step-progress .words:has-text(" s left")');
  await expect.poll(() => page.textContent('.step-progress .words')).toMatch(/^3 Rollouts\d+\/48 tokens/);
  expect(Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThan(0);
  expect(await topOf('.pipeline')).toBe(before);
  await expect.poll(() => page.textContent('.group .overview .hint')).toMatch(/^The first step/);
  await visitor.shoot('step-progress');
  // Step by step nobody is told more than the stages of a step that is known to be long.
  await visitor.untilStep(1, LONG);
  expect(await page.evaluate(() => [...window.announced!])).toContain('Stage Gradient is under way');
  await visitor.playable(LONG);
  await expect.poll(() => page.textContent('.step-progress')).toBe('');
});

test('the second step is known to be long; in a low window it stays within the header', { timeout: LONG }, async () => {
  const { page } = visitor;
  for (const [name, width, height] of [
    ['tablet', 1024, 768],
    ['low', 720, 450],
    ['phone', 390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.waitForTimeout(300);
    const before = await topOf('.pipeline');
    const steps = await visitor.stepCount();
    await page.click('text=One step');
    await page.getByRole('progressbar', { name: 'Stage Rollouts is under way' }).waitFor();
    expect(await topOf('.pipeline'), name).toBe(before);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), name).toBe(0);
    await visitor.shoot(`step-progress-${name}`);
    await visitor.untilStep(steps + 1, LONG);
    await visitor.playable(LONG);
  }
});

test(
  'a stage that tells nothing goes by the step before; paused, nothing is under way',
  { timeout: LONG },
  async () => {
    const { page } = visitor;
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.click('button.primary:has-text("Play")');
    await page.getByRole('progressbar', { name: 'Stage Gradient is under way' }).waitFor();
    await page.click('button.primary:has-text("Pause")');
    await visitor.playable(LONG);
    await expect.poll(() => page.getByRole('progressbar').count()).toBe(0);
    expect(visitor.complaints).toEqual([]);
  },
);
