// What: the page at 200 % zoom (1440 × 900 becomes 720 × 450 with two device pixels each) and at 400 %: nothing scrolls
// sideways but what is meant to, and no text is cut off. With an engine that only plays its part.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROTOCOL_VERSION } from '../../src/training/protocol.ts';
import { installScriptedEngine } from './scriptedEngine.ts';
import { newVisitor } from './visitor.ts';
import type { Visitor } from './visitor.ts';

const LONG = 200_000;
/** Of 450 px. */
const MOST_OF_THE_TOP = 180;
const STAGE_TITLES = 'Image Policy Rollouts Rewards Advantages Loss Gradient Update Curves'.split(' ');
let visitor: Visitor;

beforeAll(async () => {
  visitor = await newVisitor(4633, { width: 720, height: 450, scale: 2 });
  await visitor.page.addInitScript(installScriptedEngine, { stageMs: 4, version: PROTOCOL_VERSION });
  await visitor.open('#seed=0');
  await visitor.playable(LONG);
}, LONG);
afterAll(() => visitor?.leave());

/** One line for the page or a part of it that is wider than its place, or hides some of what is in it. */
async function cutOff(): Promise<string[]> {
  await visitor.page.waitForTimeout(500);
  return visitor.page.evaluate(() => {
    // Handles reach over the edge on purpose; a field scrolls its own text.
    const OVERHANG = '.react-aria-SliderTrack, .box, input, select, .hidden, .cm-editor *';
    const lines = document.documentElement.scrollWidth > innerWidth ? ['the page scrolls sideways'] : [];
    for (const element of document.querySelectorAll<HTMLElement>('body, body *:not(svg *)')) {
      const { overflowX, overflowY, display, visibility } = getComputedStyle(element);
      const { left, right, width } = element.getBoundingClientRect();
      if (width <= 1 || display === 'inline' || visibility === 'hidden' || element.matches(OVERHANG)) continue;
      const name = `${element.tagName.toLowerCase()}.${element.className} “${element.textContent.slice(0, 30)}”`;
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
      if (clientWidth > 0 && !/auto|scroll/.test(overflowX) && scrollWidth > clientWidth + 1)
        lines.push(`${name}: ${scrollWidth} px in ${clientWidth}`);
      if (clientHeight > 0 && /hidden|clip/.test(overflowY) && scrollHeight > clientHeight + 1)
        lines.push(`${name}: ${scrollHeight} px high in ${clientHeight}`);
      const panel = element.matches('section, .drawer, .react-aria-Dialog, .react-aria-Popover');
      if (panel && (left < -1 || right > innerWidth + 1)) lines.push(`${name}: from ${left} to ${right}`);
    }
    return lines;
  });
}

test('first visit, and every tab after a step', { timeout: LONG }, async () => {
  const { page } = visitor;
  expect(await cutOff()).toEqual([]);
  await visitor.shoot('zoom-first');
  await page.click('text=One step');
  await visitor.untilStep(1, LONG);
  await visitor.playable(LONG);
  for (const tab of ['Pictures', 'Group', 'Curves']) {
    await page.getByRole('tab', { name: tab }).click();
    expect(await cutOff(), tab).toEqual([]);
    await visitor.shoot(`zoom-${tab.toLowerCase()}`);
  }
});

test('header and strip leave most of a low window to the run; every stage opens by keyboard', async () => {
  const { page } = visitor;
  const bottom = () => page.evaluate(() => document.querySelector('.pipeline .stages')!.getBoundingClientRect().bottom);
  expect(await bottom()).toBeLessThanOrEqual(MOST_OF_THE_TOP);
  await page.click('button.primary:has-text("Play")');
  await visitor.untilStep(3, LONG);
  expect(await bottom()).toBeLessThanOrEqual(MOST_OF_THE_TOP);
  await page.click('button.primary:has-text("Pause")');
  await visitor.playable(LONG);
  await page.locator('button.more').focus();
  for (const title of STAGE_TITLES) {
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: `Inside the stage ${title}` }).waitFor();
    await page.locator('.stage-panel .stage-numbers').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.stage-panel').waitFor({ state: 'detached' });
  }
  const small = await page
    .locator('.stages button')
    .evaluateAll((buttons) =>
      buttons.map((button) => button.getBoundingClientRect()).filter(({ width, height }) => width < 24 || height < 24),
    );
  expect(small).toEqual([]);
});

test('inside a stage, its source open', { timeout: LONG }, async () => {
  const { page } = visitor;
  await page.click('.stages li:nth-child(4) button');
  await page.getByRole('button', { name: 'src/4-rewards/scoreRewards.ts' }).click();
  await page.waitForSelector('.stage-source pre');
  expect(await cutOff()).toEqual([]);
  await page.click('[aria-label="Close the stage"]');
});

test.each(['Settings', 'Rewards', 'Share'])('the panel %s', { timeout: LONG }, async (name) => {
  const { page } = visitor;
  await page.click('button.more');
  expect(await cutOff(), 'menu').toEqual([]);
  await page.locator('.more-controls .panel-buttons button', { hasText: name }).click();
  await page.waitForSelector('.drawer-body > *');
  await expect.poll(() => page.locator('.more-controls').count()).toBe(0);
  if (name === 'Rewards') await page.waitForSelector('.cm-editor');
  expect(await cutOff()).toEqual([]);
  await visitor.shoot(`zoom-${name.toLowerCase()}`);
  await page.click('.drawer >> text=Close');
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('More');
});

test('help, the maker of scenes, and everything about one answer', { timeout: LONG }, async () => {
  const { page } = visitor;
  await page.click('button.more');
  await page.click('.more-controls button:has-text("Help")');
  await page.getByRole('dialog', { name: 'How to use this page' }).waitFor();
  expect(await cutOff(), 'help').toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'Pictures' }).click();
  await page.click('button:has-text("Scenes")');
  await page.getByRole('dialog').waitFor();
  expect(await cutOff(), 'scenes').toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'Group' }).click();
  await page.locator('.open-detail').first().click();
  await page.getByRole('dialog').waitFor();
  expect(await cutOff(), 'detail').toEqual([]);
  await visitor.shoot('zoom-detail');
  await page.keyboard.press('Escape');
});

test('recipe, seed, speed, colours and device are in the menu', { timeout: LONG }, async () => {
  const { page } = visitor;
  await page.click('button.more');
  const menu = page.getByRole('dialog', { name: 'More' });
  await menu.getByRole('textbox', { name: 'Seed' }).fill('7');
  await page.keyboard.press('Enter');
  await menu.getByRole('button', { name: /^(?!About).*(Recipe|grpo)/ }).click();
  await page.getByRole('option', { name: /^dr_grpo/ }).click();
  await menu.getByRole('slider', { name: 'Speed' }).focus();
  await page.keyboard.press('ArrowLeft');
  await menu.getByText('0.25 s/stage').waitFor();
  await page.keyboard.press('End');
  await menu.getByRole('button', { name: 'View' }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await page.getByRole('menuitemradio').first().waitFor({ state: 'detached' });
  await menu.getByRole('button', { name: /^Device/ }).click();
  await page.getByRole('dialog', { name: 'Device and memory' }).waitFor();
  await page.keyboard.press('Escape');
  await visitor.shoot('zoom-more');
  await page.keyboard.press('Escape');
  await menu.waitFor({ state: 'detached' });
  await page.waitForFunction(() => /recipe=dr_grpo/.test(location.hash) && /seed=7/.test(location.hash));
});

test('400 %', { timeout: LONG }, async () => {
  const { page } = visitor;
  await page.setViewportSize({ width: 360, height: 225 });
  for (const tab of ['Pictures', 'Group', 'Curves']) {
    await page.getByRole('tab', { name: tab }).click();
    expect(await cutOff(), tab).toEqual([]);
  }
});
