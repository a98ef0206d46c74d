// What: how the built page looks and behaves during a long run, with an engine that only plays its part: sizes, dark and
// light, settings, messages, keyboard, bounded curves. Screenshots are kept for looking at, not compared.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROTOCOL_VERSION } from '../../src/training/protocol.ts';
import { installScriptedEngine } from './scriptedEngine.ts';
import { newVisitor } from './visitor.ts';
import type { Visitor } from './visitor.ts';

const LONG = 60_000;
let visitor: Visitor;

beforeAll(async () => {
  visitor = await newVisitor(4583);
  await visitor.page.addInitScript(installScriptedEngine, { stageMs: 4, version: PROTOCOL_VERSION });
  await visitor.open('#seed=0');
  await visitor.playable(LONG);
}, LONG);
afterAll(() => visitor?.leave());

test(
  'play moves the curves; the first greedy answer is kept for comparison',
  async () => {
    const { page } = visitor;
    await page.click('[aria-label="Samples"] button:nth-child(5)');
    await page.click('[aria-label="Training prompts"] [role=row] >> nth=0');
    await page.click('button.primary:has-text("Play")');
    await visitor.untilStep(30, LONG);
    await page.click('button.primary:has-text("Pause")');
    await visitor.playable(LONG);
    await page.click('text=Show the greedy answer');
    await page.waitForSelector('.best dt:nth-of-type(1) >> text=before training');
    await page.waitForSelector('.best dt >> text=/after step \\d+/');
    await expect.poll(() => page.locator('.tabs button').count()).toBe(4);
    await expect.poll(() => page.locator('.rollouts tbody').count()).toBe(8);
    await expect.poll(() => page.locator('.curves figure').count()).toBeGreaterThanOrEqual(5);
  },
  LONG,
);

test('a row in focus stands out on the picture, and the other boxes step back', async () => {
  const { page } = visitor;
  await page.locator('.rollouts tbody').nth(2).focus();
  await expect.poll(() => page.locator('.shown g.chosen').count()).toBe(1);
  await expect.poll(() => page.locator('.shown g.dim').count()).toBe(7);
});

test('three sizes, light and dark, without sideways scrolling', { timeout: LONG }, async () => {
  const { page } = visitor;
  const sizes = [
    ['desktop', 1440, 900],
    ['tablet', 1024, 768],
    ['phone', 390, 844],
  ] as const;
  for (const [name, width, height] of sizes) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height });
      await page.waitForTimeout(300);
      await visitor.shoot(`${name}-${colorScheme}`);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, `${name} ${colorScheme}`).toBeLessThanOrEqual(0);
      // Columns scroll, the page does not; on a phone it does.
      const below = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
      if (name !== 'phone') expect(below, `${name} ${colorScheme}, downwards`).toBeLessThanOrEqual(0);
    }
  }
  for (const tab of ['Group', 'Curves']) {
    await page.getByRole('tab', { name: tab }).click();
    await page.waitForTimeout(700);
    await visitor.shoot(`phone-${tab.toLowerCase()}`);
  }
  await page.setViewportSize({ width: 320, height: 640 });
  await page.waitForTimeout(300);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
});

test('settings: told while typing, marked when changed, taken back, found by name, closed by Escape', async () => {
  const { page } = visitor;
  await page.click('button:has-text("Settings")');
  const field = page.getByLabel('temperature', { exact: true });
  await field.fill('99');
  await page.waitForSelector('.knob >> text=temperature is 99; it must be a number from 0 to 5');
  await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true');
  await field.press('Escape');
  await expect.poll(() => field.inputValue()).toBe('1');
  await field.fill('0.9');
  await field.press('Enter');
  await page.waitForSelector('.knob.changed:has-text("temperature") mark');
  await page.waitForSelector('text=1 changed from the recipe grpo.');
  await visitor.shoot('settings');
  await page.click('[aria-label="Back to the recipe: temperature"]');
  await page.waitForSelector('text=All settings match the recipe grpo.');
  await expect.poll(() => page.getByLabel('top_k', { exact: true }).count()).toBe(0);
  await page.getByRole('searchbox', { name: 'Find a setting' }).fill('most likely tokens');
  await expect.poll(() => page.getByLabel('top_k', { exact: true }).count()).toBe(1);
  await page.getByRole('searchbox').fill('');
  await page.click('text=All settings');
  await expect.poll(() => page.locator('.knob').count()).toBeGreaterThan(30);
  await page.getByRole('searchbox').focus();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('.drawer').count()).toBe(0);
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Settings');
});

test('while it runs, only settings that need a reset are locked', async () => {
  const { page } = visitor;
  await page.click('button.primary:has-text("Play")');
  await page.waitForSelector('button.primary:has-text("Pause")');
  await page.click('button:has-text("Settings")');
  await expect.poll(() => page.locator('#knob-learning_rate').isEnabled()).toBe(true);
  await expect.poll(() => page.locator('#knob-lora_r').isEnabled()).toBe(false);
  await page.click('.drawer >> text=Close');
});

test('an engine that dies is said in a sentence, and comes back with the pictures', { timeout: LONG }, async () => {
  const { page } = visitor;
  const prompts = await page.locator('[aria-label="Training prompts"] [role=row]').count();
  await page.evaluate(() => {
    type Dying = { scriptedWorker: { onerror: (error: { message: string }) => void } };
    (globalThis as unknown as Dying).scriptedWorker.onerror({ message: 'out of memory' });
  });
  await page.waitForSelector('[role=alert] >> text=The engine stopped (out of memory)');
  await page.click('button.primary:has-text("Load the model")');
  await visitor.playable(LONG);
  await expect.poll(() => page.locator('[aria-label="Training prompts"] [role=row]').count()).toBe(prompts);
  await page.click('text=One step');
  await visitor.untilStep(1, LONG);
});

test('everything on the page can be reached and named', async () => {
  const { page } = visitor;
  const nameless = await page.evaluate(() =>
    [...document.querySelectorAll('button, input:not([hidden], [type=range], [type=file]), select, summary')]
      .filter((element) => {
        const labels = (element as HTMLInputElement).labels;
        return ![element.getAttribute('aria-label'), element.textContent, labels?.[0]?.textContent].some((t) =>
          t?.trim(),
        );
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  );
  expect(nameless).toEqual([]);
  const silent = await page.evaluate(
    () =>
      [
        ...document.querySelectorAll('img:not([alt])'),
        ...document.querySelectorAll('svg:not([aria-hidden], [role=img] *, [role=img])'),
      ].length,
  );
  expect(silent).toBe(0);
});

test('no console error, and no request left the page', () => expect(visitor.complaints).toEqual([]));
