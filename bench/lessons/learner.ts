// What: a scripted learner in the page: predicts, does what a step asks for, as a visitor would: with pointer and keyboard alone.
import type { Page } from 'playwright-core';
import { KNOBS } from '../../src/config/knobTable.ts';
import type { Act, Prediction } from '../../src/lessons/lesson.ts';
import type { Learner } from './options.ts';

const PATIENCE_MS = 300_000;

export async function predict(page: Page, asked: Prediction, learner: Learner): Promise<void> {
  if (asked.kind === 'choice') return page.click(`.lesson-card [data-option="${asked.walk[learner]}"]`);
  if (asked.kind === 'number') await page.fill('.lesson-card .predict input', String(asked.walk[learner]));
  if (asked.kind === 'curve') {
    const field = (await page.locator('.lesson-card .curve-field').boundingBox())!;
    const { min, max } = asked;
    for (const [i, value] of asked.walk[learner].entries()) {
      // The padding of the drawing is 14 of 260 × 120.
      const across = (14 + (232 * i) / Math.max(1, asked.points - 1)) / 260;
      const down = (14 + 92 * (1 - (value - min) / (max - min))) / 120;
      await page.mouse.click(field.x + field.width * across, field.y + field.height * down);
    }
  }
  await page.click('.lesson-card .predict button.primary');
}

async function setKnob(page: Page, name: string, value: string): Promise<void> {
  await page.locator(`[data-lesson-target="knob:${name}"]`).first().waitFor({ timeout: PATIENCE_MS });
  const field = page.locator(`[data-lesson-target="knob:${name}"]`).first();
  await field.scrollIntoViewIfNeeded();
  const knob = KNOBS.get(name)?.knob;
  if (knob?.kind === 'boolean') return field.locator('label.react-aria-Switch').click();
  if (knob?.choices) {
    await field.locator('.react-aria-Select button').click();
    return page.getByRole('option', { name: value, exact: true }).click();
  }
  const input = field.locator('input').first();
  await input.fill(value);
  await input.press('Enter');
}

async function openDetails(page: Page, act: Extract<Act, { kind: 'rollout' }>, acted: number): Promise<void> {
  const count = await page.locator('.open-detail').count();
  for (let i = 0; i < count && (await actedNow(page)) === acted; i++) {
    await page.locator('.open-detail').nth(i).click();
    await page.locator('.detail-modal').waitFor();
    await page.waitForTimeout(100);
    await page.keyboard.press('Escape');
    await page.locator('.detail-modal').waitFor({ state: 'detached' });
  }
  void act;
}

async function writeReward(page: Page, { walk: { name, wgsl } }: Extract<Act, { kind: 'reward' }>): Promise<void> {
  if ((await page.locator('.reward-editor').count()) === 0) await page.click('[data-lesson-target="panel:editor"]');
  const pick = page.locator('.reward-editor select');
  await pick.waitFor();
  if ((await pick.locator(`option[value="${name}"]`).count()) > 0) await pick.selectOption(name);
  else {
    await page.getByRole('button', { name: 'New reward' }).click();
    await page.fill('.reward-editor input[name=name]', name);
    await page.keyboard.press('Enter');
  }
  await page.click('.cm-content');
  await page.keyboard.press('Control+A');
  // Pasted: what the browser itself inserts in several lines has styles of its own, which the page forbids.
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    const paste = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    document.querySelector('.cm-content')!.dispatchEvent(paste);
  }, wgsl);
  await page.click('.reward-editor button.primary');
}

const actedNow = async (page: Page) => Number(await page.getAttribute('.lesson-card', 'data-acted'));

const past = (page: Page, acted: number) =>
  page.waitForFunction(
    (before) => Number(document.querySelector('.lesson-card')?.getAttribute('data-acted')) > before,
    acted,
    { timeout: PATIENCE_MS },
  );

/** Does it, and waits until the page has seen it. */
export async function carryOut(page: Page, act: Act, acted: number): Promise<void> {
  const more = async () => {
    const menu = page.locator('button.more');
    if ((await menu.count()) > 0) await menu.click();
  };
  if (act.kind === 'play') {
    if ((await page.locator('.drawer').count()) > 0) await page.keyboard.press('Escape');
    await page.click('[data-lesson-target="button:play"]');
  }
  if (act.kind === 'knob') await setKnob(page, act.name, act.walk);
  if (act.kind === 'rollout') await openDetails(page, act, acted);
  if (act.kind === 'reward') {
    await more();
    await writeReward(page, act);
  }
  if (act.kind === 'open') {
    const [kind, name] = act.what.split(/:(.*)/s) as [string, string];
    if (kind === 'stage') await page.click(`[data-lesson-target="stage:${name}"] button`);
    if (kind === 'panel') await page.click(`[data-lesson-target="panel:${name}"]`);
    if (kind === 'shade') await chooseShade(page, name);
  }
  if (act.kind === 'stages') await oneByOne(page, acted);
  if (act.kind === 'sandbox') {
    await more();
    await page.click('[data-lesson-target="panel:sandbox"]');
    await page.click(`.sandbox-answers button[data-answer="${act.look}"]`);
  }
  await past(page, acted);
  if (act.kind === 'reward') await page.keyboard.press('Escape');
}

async function oneByOne(page: Page, acted: number): Promise<void> {
  while ((await actedNow(page)) === acted) {
    const button = page.locator('[data-lesson-target="button:stage"]:not([aria-disabled=true])');
    if ((await button.count()) > 0) await button.click();
    await page.waitForTimeout(150);
  }
}

async function chooseShade(page: Page, id: string): Promise<void> {
  const select = page.locator('[data-lesson-target="shade"] select');
  if ((await select.count()) > 0) return void (await select.selectOption(id));
  await page.click('[data-lesson-target="shade"] button');
  await page.locator(`[role=option][data-key="${id}"]`).click();
}
