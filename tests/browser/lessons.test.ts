// What: lessons in the built page with a scripted engine: opened by the address, gone through by keyboard, on a phone, clean for axe, left
// without a loss; everything that a lesson points at is on the page.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LESSONS } from '../../src/lessons/lessons.ts';
import { selectorOf } from '../../src/lessons/targets.ts';
import { PROTOCOL_VERSION } from '../../src/training/protocol.ts';
import { audit } from './audit.ts';
import { installScriptedEngine } from './scriptedEngine.ts';
import { newVisitor } from './visitor.ts';
import type { Visitor } from './visitor.ts';

const LONG = 110_000;
let visitor: Visitor;
let page: Page;

beforeAll(async () => {
  visitor = await newVisitor(4621);
  ({ page } = visitor);
  await page.addInitScript(installScriptedEngine, { stageMs: 4, version: PROTOCOL_VERSION });
  await visitor.open('#seed=5');
  await visitor.playable(LONG);
}, LONG);
afterAll(() => visitor?.leave());

const phase = (wanted: string) => page.locator(`.lesson-card[data-phase="${wanted}"]`).waitFor({ timeout: LONG });

test(
  'from the list: predict, press, be told; the address names the lesson; axe is content, wide and narrow',
  { timeout: LONG },
  async () => {
    await page.click('[data-lesson-target="panel:lessons"]');
    await page.locator('.lesson-list li').first().waitFor();
    expect(await page.locator('.lesson-list li').count()).toBe(LESSONS.size);
    expect(await audit(page)).toEqual([]);
    await page.getByRole('button', { name: 'Start: One step, nine stages' }).click();
    await phase('predict');
    await expect.poll(() => page.url()).toContain('#lesson=01-one-step');
    expect(await page.isDisabled('[data-lesson-target="button:play"]')).toBe(true);
    const found: string[] = await audit(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await page.waitForTimeout(400);
    found.push(...(await audit(page)));
    await page.click('[data-option="gather"]');
    await page.click('[data-lesson-target="button:play"]');
    await phase('told');
    found.push(...(await audit(page)));
    const targets = [...LESSONS.values()].flatMap(({ steps }) => steps.flatMap(({ show = [] }) => show));
    // Curves are those of the real engine's metrics; the panel of a stage and a setting are there when they are open.
    const here = [...new Set(targets)].filter((target) => !/^(curve|knob|watch|stage-panel|runs|panel)/.test(target));
    expect(here.length).toBeGreaterThan(3);
    for (const target of here) expect(await page.locator(selectorOf(target)).count(), target).toBeGreaterThan(0);
    // The sheet covers nothing for good: what is pointed at can be scrolled above it.
    await page.locator('[data-lesson-target="picture"]').scrollIntoViewIfNeeded();
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.emulateMedia({ colorScheme: 'light' });
    expect(found).toEqual([]);
    expect(await visitor.stepCount()).toBe(4);
    expect(await page.locator('.told').innerText()).toMatch(/overlapped the bird by 0\.\d/);
  },
);

test('by keyboard alone: the way on, stages one at a time', { timeout: LONG }, async () => {
  await page.locator('.lesson-card .next').focus();
  await page.keyboard.press('Enter');
  await page.locator('.lesson-card[data-step="answers"][data-phase="act"]').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H2');
  const stage = page.locator('[data-lesson-target="button:stage"]');
  for (let i = 0; i < 3; i++) {
    await expect.poll(() => stage.getAttribute('aria-disabled'), { timeout: LONG }).not.toBe('true');
    await stage.focus();
    await page.keyboard.press('Enter');
    await page.locator(`.stages li:nth-child(${i + 1}).current`).waitFor();
  }
  await phase('told');
  expect(await page.locator(selectorOf('stage-panel')).count()).toBe(1);
  expect(await page.locator('.lesson-body').innerText()).toContain('The first answer is <box>1 2 3 4</box>');
});

test('a recorded run in the place of a live one, and back', { timeout: LONG }, async () => {
  await page.getByRole('button', { name: 'Play a recorded run' }).click();
  await page.locator('.recorded-choice .badge').waitFor();
  const stage = page.locator('[data-lesson-target="button:stage"]');
  for (let i = 0; i < 3; i++) {
    await expect.poll(() => stage.getAttribute('aria-disabled'), { timeout: LONG }).not.toBe('true');
    await stage.click();
    await page.locator(`.stages li:nth-child(${i + 1}).current`).waitFor();
  }
  await phase('told');
  // What was computed when it was recorded, not what the scripted engine says.
  expect(await page.locator('.lesson-body').innerText()).toMatch(/The first answer is <think>/);
  await page.getByRole('button', { name: 'Run it here' }).click();
  await phase('act');
  expect(await page.locator('.recorded-choice .badge').count()).toBe(0);
});

test(
  'left: the run, the settings and the address are as before; taken up again at its last run',
  { timeout: LONG },
  async () => {
    await page.getByRole('button', { name: /^Leave the lesson/ }).click();
    await page.locator('.lesson-card').waitFor({ state: 'detached' });
    await expect.poll(() => page.url()).toContain('#seed=5');
    expect(await visitor.stepCount()).toBe(0);
    await page.click('[data-lesson-target="panel:lessons"]');
    await page.getByRole('button', { name: 'Go on: One step, nine stages' }).click();
    await page.locator('.lesson-card[data-step="answers"]').waitFor();
    await expect.poll(() => page.url()).toContain('#lesson=01-one-step');
    await page.goBack();
    await page.locator('.lesson-card').waitFor({ state: 'detached', timeout: LONG });
    expect(visitor.complaints).toEqual([]);
  },
);
