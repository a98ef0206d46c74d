// What: a class in the built page with a scripted engine: a teacher makes a link, a learner opens it and hands a result in, the teacher lays
// results side by side; a worksheet on paper; the glossary. Every view is clean for axe.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TERMS } from '../../src/glossary/terms.ts';
import { selectorOf } from '../../src/lessons/targets.ts';
import { findCodes } from '../../src/store/class/findCodes.ts';
import { encodeResult } from '../../src/store/class/resultCode.ts';
import { PROTOCOL_VERSION } from '../../src/training/protocol.ts';
import { TERMS_ON_PAGE } from '../../src/ui/glossary/termOf.ts';
import { audit } from './audit.ts';
import { installScriptedEngine } from './scriptedEngine.ts';
import { newVisitor } from './visitor.ts';
import type { Visitor } from './visitor.ts';

const LONG = 110_000;
let visitor: Visitor;
let page: Page;

beforeAll(async () => {
  visitor = await newVisitor(4631);
  ({ page } = visitor);
  await page.addInitScript(installScriptedEngine, { stageMs: 4, version: PROTOCOL_VERSION });
  await visitor.open('#class.');
  await page.locator('.the-link').waitFor({ timeout: LONG });
}, LONG);
afterAll(() => visitor?.leave());

/** Wide and light, then narrow and dark; no sideways scrolling on a phone. */
async function everywhere(): Promise<void> {
  const found = await audit(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.waitForTimeout(400);
  found.push(...(await audit(page)));
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
  expect(found).toEqual([]);
}
const goTo = (hash: string) => page.evaluate((to) => void (location.hash = to), hash);

let link = '';
let code = '';

test('a teacher chooses lessons and locks; the link is short and has a QR code', { timeout: LONG }, async () => {
  const address = () => page.locator('.the-link input').inputValue();
  await page.getByRole('checkbox', { name: /^2 / }).check({ force: true });
  await page.getByRole('checkbox', { name: /^1 / }).check({ force: true });
  await page.getByRole('button', { name: /^Hide or lock controls/ }).click();
  await page.getByRole('checkbox', { name: 'Lock: Speed' }).check({ force: true });
  await expect.poll(address).toMatch(/#lessons=2-1&lock=editor,data,atlas,speed$/);
  link = await address();
  expect(await page.getByRole('img', { name: 'QR code of the link' }).count()).toBe(1);
  await everywhere();
});

test('a learner opens it: lessons in order, locks outside and inside of a lesson', { timeout: LONG }, async () => {
  await page.goto('about:blank');
  await page.goto(`${link}).`);
  await visitor.playable(LONG);
  const bar = page.locator('.class-bar li button');
  await expect.poll(() => bar.allInnerTexts()).toEqual(['2 The group is the yardstick', '1 One step, nine stages']);
  const speedLocked = () => page.locator('.speed[data-disabled]').count();
  expect([await page.locator('.open-atlas').isDisabled(), await speedLocked()]).toEqual([true, 1]);
  await bar.first().click();
  await page.locator('.lesson-card[data-phase="predict"]').waitFor({ timeout: LONG });
  // A reload would still be the class's page.
  await expect.poll(() => page.url()).toMatch(/#lessons=2-1&lesson=02-[\w-]+&lock=editor,data,atlas,speed$/);
  await page.locator('.predict input').fill('0');
  await page.locator('.predict button[type=submit]').click();
  await page.locator('.lesson-card[data-phase="act"]').waitFor({ timeout: LONG });
  await page.click('[data-lesson-target="button:play"]');
  await page.locator('.lesson-card[data-phase="told"]').waitFor({ timeout: LONG });
  // No lesson locks it: the teacher does.
  expect(await speedLocked()).toBe(1);
});

test('the result is a code that tells what happened, and nothing else', { timeout: LONG }, async () => {
  await page.locator('.class-bar').getByRole('button', { name: 'My result' }).click();
  await page.getByLabel('Your name (optional)').fill('Ana');
  code = await page.getByLabel('The code').inputValue();
  const { result } = findCodes(`Dear teacher, here it is: ${code}.`)[0]!;
  expect(result).toMatchObject({
    ...{ name: 'Ana', recipe: 'grpo', seed: 0, steps: 1, lesson: '02-the-group-is-the-yardstick', metric: 'reward' },
    ...{ predictions: [{ step: 'sum', value: 0 }], recorded: false, after: null },
  });
  expect(result!.curve).toHaveLength(1);
  expect(await page.getByRole('img', { name: 'QR code of the result' }).count()).toBe(1);
  await page.getByRole('button', { name: 'Ask for the greedy answers now' }).click();
  const after = async () => findCodes(await page.getByLabel('The code').inputValue())[0]?.result?.after ?? null;
  await expect.poll(after).not.toBeNull();
  await everywhere();
});

test('codes are pasted: results side by side, a broken one named, a table saved', { timeout: LONG }, async () => {
  await goTo('#class');
  await page.locator('.class-results').waitFor({ timeout: LONG });
  const first = findCodes(code)[0]!.result!;
  const second = encodeResult({ ...first, tag: 7, name: '=1+1', predictions: [{ step: 'wrong', value: 'yes' }] });
  const quoted = code.replace(/(.{50})/g, '$1\n> ');
  await page
    .getByLabel('Result codes')
    .fill(`On Monday Ana wrote:\n> ${quoted}\n\nthanks!\n${second}\n${code.slice(0, 60)}\n${code}`);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect
    .poll(() => page.locator('.told-codes').innerText())
    .toMatch(/^2 results added; one result came again and counts once\. One code could not be used: no\. 3 \(RS1\.\w+…\) was cut off\.$/); // prettier-ignore
  expect(await page.locator('.class-rows tbody th').allInnerTexts()).toEqual(['Ana', '=1+1']);
  expect(await page.locator('.class-curves circle').count()).toBe(2);
  expect(await page.locator('.class-said').innerText()).toContain('Yes: the least bad ones');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save the table (CSV)' }).click(),
  ]);
  const table = readFileSync(await download.path(), 'utf8').split('\r\n');
  expect(table).toHaveLength(4);
  expect(table[1]).toMatch(/^Ana,02-the-group-is-the-yardstick,grpo,0,1,reward,/);
  expect(table[2]).toMatch(/^'=1\+1,/);
  await everywhere();
});

test(
  'a worksheet: on paper the sheet, then the answers with the numbers of recorded runs',
  { timeout: LONG },
  async () => {
    await page.locator('.worksheet-links button').first().click();
    await page.locator('.sheet.answers').waitFor({ timeout: LONG });
    expect(await page.locator('.answers').innerText()).toMatch(
      /They gathered: .* by 0\.\d+[\s\S]*Recorded run 01-move, seed 0/,
    );
    expect(await page.locator('.sheet').first().innerText()).toContain('They gather around the bird');
    await everywhere();
    await page.evaluate(() => (window.print = () => void (document.title = 'printed')));
    await page.getByRole('button', { name: 'Print' }).click();
    await expect.poll(() => page.title()).toBe('printed');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.not-on-paper').isVisible()).toBe(false);
    expect(await page.locator('.answers').evaluate((sheet) => getComputedStyle(sheet).breakBefore)).toBe('page');
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    await page.locator('.class-results').waitFor();
  },
);

test('the glossary goes to the places; a word on the page says what it means', { timeout: LONG }, async () => {
  for (const id of TERMS_ON_PAGE) expect(TERMS.map((term) => term.id)).toContain(id);
  await goTo('#panel=glossary');
  await page.locator('.word-list').waitFor({ timeout: LONG });
  expect(await page.locator('.word-list li').count()).toBe(TERMS.length);
  await everywhere();
  await page.getByRole('button', { name: 'Show on the page: temperature' }).click();
  await page.locator(`${selectorOf('knob:temperature')}[data-pointed]`).waitFor();
  const knobs = TERMS.flatMap(({ places }) => places.filter((place) => place.startsWith('knob:')));
  await page.locator('.settings-head').getByText('All settings').click();
  for (const knob of knobs) expect(await page.locator(selectorOf(knob)).count(), knob).toBe(1);
  await page.keyboard.press('Escape');
  for (const { id, places } of TERMS)
    if (!places.at(-1)!.startsWith('knob:'))
      expect(await page.locator(selectorOf(places.at(-1)!)).count(), id).toBeGreaterThan(0);
  const word = page.getByRole('button', { name: 'The group', exact: true });
  await word.focus();
  await page.keyboard.press('Enter');
  const meaning = page.getByRole('dialog', { name: 'What is meant by: The group' });
  await expect.poll(() => meaning.innerText()).toContain('compared only with one another');
  await page.keyboard.press('Escape');
  await meaning.waitFor({ state: 'detached' });
  expect(visitor.complaints).toEqual([]);
});
