// What: the accessibility audit (axe, WCAG 2.2 AA and best practices) of the page's main states, light and dark, wide and narrow.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROTOCOL_VERSION } from '../../src/training/protocol.ts';
import { audit } from './audit.ts';
import { installScriptedEngine } from './scriptedEngine.ts';
import { newVisitor } from './visitor.ts';
import type { Visitor } from './visitor.ts';

const LONG = 90_000;
let visitor: Visitor;

beforeAll(async () => {
  visitor = await newVisitor(4613);
  await visitor.page.addInitScript(installScriptedEngine, { stageMs: 4, version: PROTOCOL_VERSION });
  await visitor.open();
  await visitor.playable(LONG);
}, LONG);
afterAll(() => visitor?.leave());

/** The colours of the scheme are drawn: a loaded machine takes longer than any fixed wait. */
async function settled(scheme: 'light' | 'dark'): Promise<void> {
  await visitor.page.waitForFunction((dark) => {
    const luma = (colour: string) => (colour.match(/\d+/g) ?? []).slice(0, 3).reduce((sum, v) => sum + Number(v), 0);
    // Once the soft text beside the step still had the other scheme's colour when the body had its own.
    const drawn = [document.body, ...document.querySelectorAll('.step-time')];
    return drawn.every((element) => luma(getComputedStyle(element).color) > 384 === dark);
  }, scheme === 'dark');
  await visitor.page.waitForTimeout(400);
}

async function everywhere(): Promise<string[]> {
  const found: string[] = [];
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await visitor.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await visitor.page.setViewportSize({ width, height });
      await settled(colorScheme);
      found.push(...(await audit(visitor.page)).map((line) => `${width} ${colorScheme} ${line}`));
    }
  }
  await visitor.page.setViewportSize({ width: 1440, height: 900 });
  return found;
}

test('first visit', { timeout: LONG }, async () => {
  expect(await everywhere()).toEqual([]);
});

test('after ten steps', { timeout: LONG }, async () => {
  const { page } = visitor;
  await page.click('button.primary:has-text("Play")');
  await visitor.untilStep(10, LONG);
  await page.click('button.primary:has-text("Pause")');
  await visitor.playable(LONG);
  expect(await everywhere()).toEqual([]);
});

/** What the engine would say to an open sandbox. */
async function fillSandbox(): Promise<void> {
  await visitor.page.evaluate((version) => {
    const spans = { box: '1 2 3 4', answer: 'bird' };
    const own = { text: '<answer>bird</answer>', tokens: 90, boxes: [[0.1, 0.2, 0.5, 0.6]], spans };
    const pieces = [{ text: '<answer>', spans: [] }, { text: 'bird', spans: ['answer'] }]; // prettier-ignore
    const scored = { ...own, pieces, rewards: { boxIou: 0.4, format: 1 }, reward: 1.4 };
    const answers = ['greedy', 'empty', 'perfect', 'wholePicture', 'typed'].map((from) => ({ ...scored, from }));
    const moments = { positive: 0.5, mean: 0.4, std: 0.2 };
    const columns = [{ name: 'boxIou', ...moments }];
    const reached = { promptIds: ['a'], samples: 64, reward: moments, columns, generations: 8, flatShare: 0.2, seconds: 9, leftOut: [] }; // prettier-ignore
    const rows = [0, 1].map((reward) => ({ reward, advantage: reward - 0.5, rewards: { boxIou: reward } }));
    const edited = {
      step: 10,
      group: 0,
      rollout: 0,
      before: rows,
      after: rows,
      answer: answers[4],
      unsure: ['boxIou'],
    };
    const { onmessage } = (globalThis as unknown as { scriptedWorker: { onmessage(message: unknown): void } }).scriptedWorker; // prettier-ignore
    onmessage({ data: { version, type: 'answersTried', promptId: 'a', answers, mostTokens: 64, leftOut: ['x'] } });
    onmessage({ data: { version, type: 'answerEdited', edited } });
    onmessage({ data: { version, type: 'reached', reached } });
  }, PROTOCOL_VERSION);
  await visitor.page.locator('.edited-group').waitFor();
}

test.each(['Settings', 'Rewards', 'Sandbox', 'Share'])('the panel %s', { timeout: LONG }, async (name) => {
  const { page } = visitor;
  const button = page.locator('.panel-buttons button', { hasText: name });
  await button.first().waitFor(); // the window was narrow a moment ago: its buttons come back with the next render
  await button.first().click();
  await page.waitForSelector('.drawer-body > *');
  await page.waitForTimeout(500);
  if (name === 'Sandbox') await fillSandbox();
  await visitor.shoot(`panel-${name.toLowerCase()}`);
  const found = await everywhere();
  await page.keyboard.press('Escape');
  expect(found).toEqual([]);
});

test('a low window: the menu open, then a stage', { timeout: LONG }, async () => {
  const { page } = visitor;
  await page.setViewportSize({ width: 720, height: 450 });
  await page.click('button.more');
  await page.waitForTimeout(300);
  // react-aria puts its hidden “Dismiss” buttons beside the dialog of a popover, so outside every landmark (best practice only).
  const menu = (await audit(visitor.page)).filter((line) => !line.startsWith('region: '));
  await page.keyboard.press('Escape');
  await page.click('.stages li:nth-child(4) button');
  await page.locator('.stage-panel').waitFor();
  expect([...menu, ...(await audit(visitor.page))]).toEqual([]);
});
