// What: one visitor's whole way with the real engine: an own photo, a box, a question, a step; the link of it, opened by others
// in profiles of their own; a run that a reload cuts off, continued from what was kept.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from '../../src/headless/project.mjs';
import { keptStepOf } from '../../bench/faults/keptSteps.ts';
import { newVisitor } from './visitor.ts';
import type { Visitor } from './visitor.ts';

const LONG = 200_000;
const PORT = 4653;
/** The toy policy, one prompt and two short answers per step: what is tested here does not need more. */
const QUICK = '#model=models/shapes/&seed=0&num_generations=2&generation_batch_size=2&max_completion_length=24';
const QUESTION = 'where is the dog?';
const PHOTO = readFileSync(join(ROOT, 'public', 'samples', 'dog.webp'));
const complaints: string[] = [];
/** Address, headers and body of every request of the whole session. */
const asked: string[] = [];
let visitor: Visitor;
let link = '';

/** A browser of its own, with nothing kept; the one before it is gone. */
async function nextVisitor(): Promise<void> {
  await leave();
  visitor = await newVisitor(PORT);
  // Pictures that the page shows itself have blob: addresses, which never leave it.
  visitor.page.on('request', (request) => {
    if (/^(blob|data):/.test(request.url())) return;
    asked.push([request.url(), JSON.stringify(request.headers()), request.postData() ?? ''].join('\n'));
  });
  // Every step is a wait on something that is seen; on a slow machine it comes late.
  visitor.page.setDefaultTimeout(LONG);
}

async function leave(): Promise<void> {
  complaints.push(...(visitor?.complaints ?? []));
  await visitor?.leave();
}

/** What the page shows of the group: per answer its advantage, its rewards and the text, token by token. */
async function shownGroup() {
  const rows = visitor.page.locator('.rollouts tbody');
  await expect.poll(() => rows.count(), { timeout: LONG }).toBe(2);
  return rows.evaluateAll((answers) =>
    answers.map((answer) => ({
      numbers: [...answer.querySelectorAll('tr:first-child td')].map((cell) => cell.textContent),
      tokens: [...answer.querySelectorAll('.tokens [role=option]')].map((token) => token.textContent),
    })),
  );
}

async function oneStep() {
  const before = await visitor.stepCount();
  await visitor.page.click('text=One step');
  await visitor.untilStep(before + 1, LONG);
  await visitor.playable(LONG);
  expect(await visitor.stepCount()).toBe(before + 1);
}

/** The step of the run that this browser would offer; 0 = none. */
const keptStep = () => keptStepOf(visitor.page);

/** Step by step, as the table twin of the chart has it. */
const stepsOf = (title: string) =>
  visitor.page
    .getByRole('group', { name: `Table of ${title}`, exact: true })
    .locator('tbody th')
    .allTextContents();

/** Pieces of a file in the forms in which a request could carry them: base64 from each of three bytes, hexadecimal, percent signs. */
const tracesOf = (file: Buffer): readonly string[] =>
  Array.from({ length: Math.floor(file.length / 48) }, (_, i) => file.subarray(48 * i, 48 * i + 18)).flatMap(
    (piece) => [
      ...[0, 1, 2].map((from) => piece.subarray(from, from + 12).toString('base64')),
      ...[0, 1, 2].map((from) => piece.subarray(from, from + 12).toString('base64url')),
      piece.toString('hex'),
      piece.toString('hex').replace(/../g, '%$&').toUpperCase(),
    ],
  );

beforeAll(nextVisitor, LONG);
afterAll(leave);

test('a photo, a box, a question, an answer: one step', { timeout: 2 * LONG }, async () => {
  const { page } = visitor;
  await visitor.open(QUICK);
  await visitor.playable(LONG);
  // Once, by us, to put our product kernel into it (src/ort/products); a second request would be the runtime's own, for want of ours.
  expect(asked.filter((request) => /ort-wasm[^\n]*\.wasm\n/.test(request)).length).toBe(1);
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.setInputFiles('.adders input[type=file]', { name: 'my dog.webp', mimeType: 'image/webp', buffer: PHOTO });
  await page.waitForSelector('[data-testid=box-editor] img[alt="my dog.webp"]');
  const { x, y, width, height } = (await page.locator('[data-testid=box-editor]').boundingBox())!;
  await page.mouse.move(x + width * 0.2, y + height * 0.1);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.8, y + height * 0.9, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => page.locator('.box').getAttribute('aria-label')).toMatch(/from 20, 10 to 80, 90 percent/);
  await page.getByRole('textbox', { name: 'Question' }).fill(QUESTION);
  await page.getByRole('textbox', { name: 'Answer' }).fill('dog');
  await expect.poll(() => page.locator('[aria-label="Training prompts"] img').count()).toBe(1);
  await oneStep();
  const group = await shownGroup();
  expect(group.every(({ tokens }) => tokens.length > 0 && tokens.length <= 24)).toBe(true);
  await page.click('.panel-buttons >> text=Share');
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('.address input')?.value.includes('#'));
  link = await page.locator('.address input').inputValue();
  expect(link.length).toBeLessThan(16_500);
});

// The photo (46 kB) goes into the link at about the resolution of the model, not as the file that it was, so the numbers of
// the visitor who made the link may differ a little (the panel says so). Those who open it all have the same bytes, and the
// same first step to the last digit that is shown.
test('the link in two fresh profiles: the same first step', { timeout: 4 * LONG }, async () => {
  const groups = [];
  for (let profile = 1; profile <= 2; profile++) {
    await nextVisitor();
    const { page } = visitor;
    await visitor.open(new URL(link).hash);
    await page.waitForSelector('[data-testid=box-editor] img[alt="my dog.webp"]');
    await expect.poll(() => page.getByRole('textbox', { name: 'Question' }).inputValue()).toBe(QUESTION);
    await expect.poll(() => page.getByRole('textbox', { name: 'Answer' }).inputValue()).toBe('dog');
    await expect.poll(() => page.locator('.box').getAttribute('aria-label')).toMatch(/from 20, 10 to 80, 90 percent/);
    await visitor.playable(LONG);
    await expect.poll(() => page.locator('.offer').count()).toBe(0);
    await oneStep();
    groups.push(await shownGroup());
  }
  expect(groups[1]).toEqual(groups[0]);
});

test('a reload in mid-run: the run goes on from what was kept, its charts too', { timeout: 4 * LONG }, async () => {
  const { page } = visitor;
  const before = await keptStep();
  await page.click('button.primary:has-text("Play")');
  await expect.poll(keptStep, { timeout: LONG }).toBeGreaterThan(Math.max(1, before));
  await page.waitForSelector('button.primary:has-text("Pause")');
  await page.reload();
  await page.waitForSelector('.offer >> text=Continue it');
  await visitor.playable(LONG);
  const kept = await keptStep();
  await expect.poll(() => page.textContent('.offer')).toContain(`A run of ${kept} steps`);
  expect(await visitor.stepCount()).toBe(0);
  await page.click('text=Continue it');
  await visitor.untilStep(kept, LONG);
  expect(await visitor.stepCount()).toBe(kept);
  await expect.poll(() => page.getByRole('textbox', { name: 'Question' }).inputValue()).toBe(QUESTION);
  await oneStep();
  await page.click('button.primary:has-text("Play")');
  await visitor.untilStep(kept + 2, LONG);
  await page.click('button.primary:has-text("Pause")');
  await visitor.playable(LONG);
  const last = await visitor.stepCount();
  for (const title of ['Reward', 'Advantages over time']) {
    await page.getByRole('button', { name: `Table of ${title}`, exact: true }).click();
    await expect.poll(async () => (await stepsOf(title)).at(-1), { timeout: LONG }).toBe(String(last));
    expect((await stepsOf(title))[0]).toBe('1');
  }
  await visitor.shoot('continued-after-reload');
});

test('no console error, no request left the page, and none has a byte of the photograph in its address or headers', () => {
  expect([...complaints, ...visitor.complaints]).toEqual([]);
  expect(asked.length).toBeGreaterThan(10);
  const traces = tracesOf(PHOTO);
  expect(asked.filter((request) => traces.some((trace) => request.includes(trace)))).toEqual([]);
});
