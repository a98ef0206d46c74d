// What: the built page with the real engine, as a visitor uses it, in headless Chromium.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePng } from '../../bench/makePng.ts';
import { newVisitor } from './visitor.ts';
import type { Visitor } from './visitor.ts';

const LONG = 110_000;
let visitor: Visitor;

beforeAll(async () => {
  visitor = await newVisitor(4573);
  await visitor.open('#seed=0');
  await visitor.playable(LONG);
}, LONG);
afterAll(() => visitor?.leave());

test('a sample is on the table, and one step makes a group and curve points', { timeout: LONG }, async () => {
  const { page } = visitor;
  await expect.poll(() => page.locator('[aria-label="Training prompts"] img').count()).toBe(1);
  await page.click('text=One step');
  await visitor.untilStep(1, LONG);
  await visitor.playable(LONG);
  await expect.poll(() => page.locator('.rollouts tbody').count()).toBe(8);
  await expect.poll(() => page.locator('.stages li.done, .stages li.current').count()).toBe(9);
  await expect.poll(() => page.locator('.recharts-line').count(), { timeout: 30_000 }).toBeGreaterThan(3);
  await visitor.shoot('after-one-step');
});

test('one stage at a time: nine make a step', { timeout: LONG }, async () => {
  const { page } = visitor;
  const before = await visitor.stepCount();
  for (let stage = 1; stage <= 9; stage++) {
    expect(await visitor.stepCount()).toBe(before);
    await page.click('text=One stage');
    await page.waitForSelector(`.stages li:nth-child(${stage}).current`, { timeout: LONG });
    await visitor.playable(LONG);
  }
  await visitor.untilStep(before + 1, LONG);
});

test('an own picture with a drawn box, a question; play, pause, reset', { timeout: 2 * LONG }, async () => {
  const { page } = visitor;
  const picture = makePng(64, [255, 255, 255], [{ box: [0.25, 0.25, 0.75, 0.75], colour: [220, 40, 40] }]);
  await page.setInputFiles('.adders input[type=file]', { name: 'mine.png', mimeType: 'image/png', buffer: picture });
  await page.waitForSelector('[data-testid=box-editor] img[alt="mine.png"]');
  const { x, y, width, height } = (await page.locator('[data-testid=box-editor]').boundingBox())!;
  await page.mouse.click(x + width * 0.5, y + height * 0.5);
  await page.waitForSelector('[role=alert] >> text=A click alone draws no box');
  await page.mouse.move(x + width * 0.25, y + height * 0.25);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.75, y + height * 0.75, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => page.locator('.box').getAttribute('aria-label')).toMatch(/from 25, 25 to 75, 75 percent/);
  await page.click('text=One step');
  await page.waitForSelector('[role=alert] >> text=“mine.png” has no question');
  await page.getByRole('textbox', { name: 'Question' }).fill('where is the red square?');
  await page.getByRole('textbox', { name: 'Answer' }).fill('red square');
  const before = await visitor.stepCount();
  await page.click('button.primary');
  await visitor.untilStep(before + 1, LONG);
  await page.click('button.primary:has-text("Pause")');
  await visitor.playable(LONG);
  await visitor.shoot('own-picture');
  await page.click('text=Reset');
  await page.waitForFunction(() => /\b0$/.test(document.querySelector('.count')!.textContent!.trim()));
});

test('a box is moved, resized and deleted by the keyboard', async () => {
  const { page } = visitor;
  const box = page.locator('.box').first();
  await box.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  await expect.poll(() => box.getAttribute('aria-label')).toMatch(/from 27, 25 to 77, 77 percent/);
  await page.keyboard.press('Delete');
  await expect.poll(() => page.locator('.box').count()).toBe(0);
  await page.click('text=Add box');
  await expect.poll(() => page.locator('.box').count()).toBe(1);
});

test('what is not a picture is refused in one sentence, and the prompts stay', async () => {
  const { page } = visitor;
  const prompts = await page.locator('[aria-label="Training prompts"] [role=row]').count();
  const text = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') };
  const broken = { name: 'broken.png', mimeType: 'image/png', buffer: Buffer.from('no picture') };
  await page.setInputFiles('.adders input[type=file]', [text, broken]);
  await page.waitForSelector('[role=alert] >> text=notes.txt is neither a picture nor a table');
  await page.waitForSelector('[role=alert] >> text=“broken.png” is not an image that this browser can read');
  await expect.poll(() => page.locator('[aria-label="Training prompts"] [role=row]').count()).toBe(prompts);
});

test('no console error, and no request left the page', () => expect(visitor.complaints).toEqual([]));
