// What: two tabs at once: each keeps a last run of its own and is offered it after a reload; a new tab is offered the run of a tab that was
// closed, not that of one that is open; a duplicated tab is a tab of its own.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BrowserContext, Page } from 'playwright-core';
import { keptStepOf, keptSteps } from '../../bench/faults/keptSteps.ts';
import { newVisitor } from './visitor.ts';
import type { Visitor } from './visitor.ts';

const LONG = 200_000;
const SMALL = 'model=models/shapes/&num_generations=2&generation_batch_size=2&max_completion_length=8';
let visitor: Visitor;
let context: BrowserContext;
let address: string;
let first: Page;

beforeAll(async () => {
  visitor = await newVisitor(4671);
  await visitor.open('#recipe=grpo');
  address = new URL(visitor.page.url()).origin;
  context = await visitor.page.context().browser()!.newContext({ serviceWorkers: 'block' });
  first = await context.newPage();
}, LONG);
afterAll(() => visitor?.leave());

const stepOf = async (page: Page) => Number(/\d+/.exec((await page.textContent('.count')) ?? '')?.[0] ?? 0);

async function open(page: Page): Promise<void> {
  await page.goto(`${address}/#${SMALL}`);
  await page.waitForSelector('button.primary:not([disabled]):has-text("Play")', { timeout: LONG });
}

/** One step, told apart by how many were made. */
async function train(page: Page, steps: number): Promise<void> {
  for (let i = 0; i < steps; i++) {
    const before = await stepOf(page);
    await page.click('button:has-text("One step")');
    await expect.poll(() => stepOf(page), { timeout: LONG }).toBe(before + 1);
    await page.waitForSelector('button.primary:not([disabled]):has-text("Play")', { timeout: LONG });
  }
}

const offers = (page: Page) => page.locator('.offer');
const reload = async (page: Page) => {
  await page.reload();
  await page.waitForSelector('button.primary:not([disabled]):has-text("Play")', { timeout: LONG });
};

test('each tab keeps its own', { timeout: 4 * LONG }, async () => {
  const second = await context.newPage();
  await open(first);
  await train(first, 1);
  await expect.poll(() => keptStepOf(first), { timeout: LONG }).toBe(1);
  await open(second);
  expect(await offers(second).count()).toBe(0);
  await train(second, 3);
  await expect.poll(() => keptStepOf(second), { timeout: LONG }).toBe(3);
  for (const [page, steps] of [
    [first, 1],
    [second, 3],
  ] as const) {
    await reload(page);
    await offers(page).waitFor({ timeout: LONG });
    expect(await offers(page).innerText()).toContain(`${steps} step`);
  }
  await second.close();
  const third = await context.newPage();
  await open(third);
  await offers(third).waitFor({ timeout: LONG });
  expect(await offers(third).innerText()).toContain('3 steps');
  await third.click('text=Continue it');
  await expect.poll(() => stepOf(third), { timeout: LONG }).toBe(3);
  // The first tab's run is still its own.
  await reload(first);
  await offers(first).waitFor({ timeout: LONG });
  expect(await offers(first).innerText()).toContain('1 step');
  // What was taken over is no longer offered twice.
  await expect.poll(async () => Object.values(await keptSteps(third)).sort(), { timeout: LONG }).toEqual([1, 3]);
  const fourth = await context.newPage();
  await open(fourth);
  expect(await offers(fourth).count()).toBe(0);
});

test('a duplicated tab, which has the storage of the first, is not offered its run', { timeout: LONG }, async () => {
  const name = await first.evaluate(() => sessionStorage.getItem('rollscope-tab'));
  const twin = await context.newPage();
  await twin.addInitScript((same) => sessionStorage.setItem('rollscope-tab', same!), name);
  await open(twin);
  expect(await twin.evaluate(() => sessionStorage.getItem('rollscope-tab'))).not.toBe(name);
  expect(await offers(twin).count()).toBe(0);
});
