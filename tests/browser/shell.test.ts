// What: the frame of the page as a visitor uses it, with an engine that only plays its part: first visit, keys, help, theme,
// presentation, device, slow motion, and the walk through the nine stages.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROTOCOL_VERSION } from '../../src/training/protocol.ts';
import { installScriptedEngine } from './scriptedEngine.ts';
import { newVisitor } from './visitor.ts';
import type { Visitor } from './visitor.ts';

const LONG = 200_000;
let visitor: Visitor;

beforeAll(async () => {
  visitor = await newVisitor(4603);
  await visitor.page.addInitScript(installScriptedEngine, { stageMs: 4, version: PROTOCOL_VERSION });
  await visitor.open('#seed=0');
  await visitor.playable(LONG);
}, LONG);
afterAll(() => visitor?.leave());

test(
  'first visit: one button trains on the picture on the table; the hint goes with the first step',
  { timeout: LONG },
  async () => {
    const { page } = visitor;
    await page.waitForSelector('.first-visit >> text=Train on this picture');
    await expect.poll(() => page.locator('.first-visit li').count()).toBe(3);
    await visitor.shoot('first-visit');
    await page.click('text=Train on this picture');
    await visitor.untilStep(2, LONG);
    await expect.poll(() => page.locator('.first-visit').count()).toBe(0);
    await page.click('button.primary:has-text("Pause")');
    await visitor.playable(LONG);
  },
);

test('keys: play, step, settings, help; none while typing, none when switched off', { timeout: LONG }, async () => {
  const { page } = visitor;
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  const before = await visitor.stepCount();
  await page.keyboard.press(' ');
  await visitor.untilStep(before + 2, LONG);
  await page.keyboard.press(' ');
  await visitor.playable(LONG);
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'How to use this page' }).waitFor();
  await visitor.shoot('help');
  await page.getByRole('dialog').getByText('Single-key shortcuts').click();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press(',');
  await page.waitForTimeout(300);
  await expect.poll(() => page.locator('.drawer').count()).toBe(0);
  await page.click('button:has-text("Help")');
  await page.getByRole('dialog').getByText('Single-key shortcuts').click();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press(',');
  await page.locator('.drawer').waitFor();
  await page.getByRole('searchbox').fill('s?');
  await expect.poll(() => page.getByRole('dialog', { name: 'How to use this page' }).count()).toBe(0);
  await page.keyboard.press('Escape');
  await page.waitForFunction(
    () => document.querySelector<HTMLInputElement>('.drawer input[type=search]')?.value === '',
  );
  await page.keyboard.press('Escape');
  await page.locator('.drawer').waitFor({ state: 'detached' });
});

test('theme and presentation: chosen from the menu, kept for the next visit', { timeout: LONG }, async () => {
  const { page } = visitor;
  const back = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
  const light = await back();
  const plain = await size();
  const choose = async (name: string) => {
    await page.click('button:has-text("View")');
    await page.getByRole(name.startsWith('Pres') ? 'menuitemcheckbox' : 'menuitemradio', { name }).click();
    await page.keyboard.press('Escape');
  };
  await choose('Dark');
  await choose('Presentation (larger)');
  await expect.poll(() => back()).not.toBe(light);
  await expect.poll(() => size()).toBeGreaterThan(plain);
  await visitor.shoot('presentation-dark');
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.evaluate(
    () => (document.querySelector('.device-name')!.textContent = 'a long name of a device '.repeat(5)),
  );
  const rows = await page
    .locator('.title > *, .title .status > *')
    .evaluateAll((parts) =>
      parts.map((part) => part.getBoundingClientRect()).map(({ top, height }) => Math.round((top + height / 2) / 20)),
    );
  expect(new Set(rows.filter((row) => row > 0)).size, 'one row').toBe(1);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.waitForFunction(() => !location.hash.includes('panel'));
  await page.reload();
  await visitor.playable(LONG);
  await expect.poll(() => size()).toBeGreaterThan(plain);
  await choose('Light');
  await choose('Presentation (larger)');
  await expect.poll(() => back()).toBe(light);
});

test('device and memory are told at the badge', { timeout: LONG }, async () => {
  const { page } = visitor;
  await page.click('.badge');
  await page.getByRole('dialog', { name: 'Device and memory' }).waitFor();
  await page.waitForSelector('text=There is no hardware GPU here');
  await page.waitForSelector('text=217,088 of them in the trainable adapter');
  await page.keyboard.press('Escape');
});

test('one stage at a time walks through the open stage, with the numbers worked out', { timeout: LONG }, async () => {
  const { page } = visitor;
  await page.click('.stages li:nth-child(1) button');
  await page.waitForSelector('.stage-panel h2:has-text("Image")');
  for (const title of ['Image', 'Policy', 'Rollouts', 'Rewards', 'Advantages']) {
    await page.click('text=One stage');
    await page.waitForSelector(`.stage-panel h2:has-text("${title}")`);
    await visitor.playable(LONG);
  }
  await page.waitForSelector('.worked >> text=A₁ = (1.5 − 1) / (0.378 + 0.0001) = 1.32; the shader computed 1.32');
  await page.getByRole('button', { name: 'shaders/5-advantages/groupAdvantage.wgsl' }).click();
  await page.waitForSelector('.stage-source pre >> text=fn groupAdvantage');
  await visitor.shoot('stage-inside');
  await page.click('[aria-label="Previous stage"]');
  await page.waitForSelector('.worked >> text=reward = 1·0.3 + 0.2·1 + 1·1');
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('.stage-panel').count()).toBe(0);
});

test('every stage shows its source: TypeScript too, loaded when it is opened', { timeout: LONG }, async () => {
  const { page } = visitor;
  const asked: string[] = [];
  page.on('request', (request) => void asked.push(request.url()));
  await page.click('.stages li:nth-child(6) button');
  await page.locator('.stage-panel').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.stage-panel').waitFor({ state: 'detached' });
  await page.click('.stages li:nth-child(7) button');
  await page.waitForSelector('.stage-panel h2:has-text("Gradient")');
  await page.waitForSelector('.stage-source >> text=No shader');
  const vjp = page.getByRole('button', { name: 'src/onnx/vjp.ts' });
  await vjp.waitFor();
  expect(asked.filter((url) => /vjp/.test(url))).toEqual([]);
  await vjp.click();
  await page.waitForSelector('.stage-source pre >> text=export function vjp');
  await page.getByRole('button', { name: 'src/onnx/rules/matmul.ts' }).click();
  await page.waitForSelector('.stage-source pre >> text=What: gradients of matrix products');
  await visitor.shoot('stage-source');
  await vjp.click();
  await page.waitForFunction(() => document.querySelectorAll('.stage-source pre').length === 1);
  for (let stage = 1; stage <= 9; stage++) {
    await page.click('[aria-label="Next stage"]');
    await page
      .locator('.stage-source code', { hasText: /^src\// })
      .first()
      .waitFor();
  }
  await page.keyboard.press('Escape');
});

test('slow motion is told to the engine', { timeout: LONG }, async () => {
  const { page } = visitor;
  await page.evaluate(() => {
    const { scriptedWorker } = globalThis as unknown as { scriptedWorker: { postMessage(command: unknown): void } };
    const post = scriptedWorker.postMessage.bind(scriptedWorker);
    scriptedWorker.postMessage = (command) => {
      ((globalThis as unknown as { sent: unknown[] }).sent ??= []).push(command);
      post(command);
    };
  });
  await page.getByRole('slider', { name: 'Speed' }).focus();
  await page.keyboard.press('ArrowLeft');
  await page.waitForSelector('text=0.25 s/stage');
  await page.keyboard.press('End');
  const sent = await page.evaluate(
    () => (globalThis as unknown as { sent: { type: string; stageMs?: number }[] }).sent,
  );
  expect(sent.filter(({ type }) => type === 'pace').map(({ stageMs }) => stageMs)).toEqual([250, 0]);
});

test('no console error, and no request left the page', () => expect(visitor.complaints).toEqual([]));
