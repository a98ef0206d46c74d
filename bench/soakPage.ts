// What: the page in a long run with the small policy: frames, tasks of the main thread and the way from a click to the next frame, at step 50
// and at the end, in the same tab.
// Units: milliseconds; a task's work is its time on the processor.
import type { Page } from 'playwright-core';
import { withBuiltPage } from './builtPage.ts';
import { longestTask, traceTasks } from './longTasks.ts';
import { median } from './median.ts';

const PORT = 4667;
const PATIENCE_MS = 3_600_000;
const WATCHED_MS = 10_000;
const CLICKS = 11;
const HASH = '#seed=0&model=models/shapes/&num_generations=4&generation_batch_size=4&max_completion_length=16';

interface Quickness {
  readonly framesPerSecond: number;
  readonly longestTask: number;
  readonly clickToPaint: number;
}

/** Runs in the page: frames in so many milliseconds. */
async function countFrames(milliseconds: number): Promise<number> {
  let frames = 0;
  for (const end = performance.now() + milliseconds; performance.now() < end; frames++)
    await new Promise((resolve) => requestAnimationFrame(resolve));
  return frames;
}

/** Runs in the page: from a click on the first panel's button to the frame behind the one that shows it. */
async function clickToPaint(): Promise<number> {
  const button = document.querySelector<HTMLElement>('.panel-buttons button')!;
  const start = performance.now();
  button.click();
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const took = performance.now() - start;
  button.click();
  return took;
}

async function quicknessOf(page: Page): Promise<Quickness> {
  const frames = await page.evaluate(countFrames, WATCHED_MS);
  const tasks = await traceTasks(page, WATCHED_MS);
  const clicks: number[] = [];
  for (let i = 0; i < CLICKS; i++) {
    clicks.push(await page.evaluate(clickToPaint));
    await page.waitForTimeout(200);
  }
  return {
    framesPerSecond: frames / (WATCHED_MS / 1000),
    longestTask: longestTask(tasks),
    clickToPaint: median(clicks),
  };
}

async function untilStep(page: Page, step: number): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const text = (await page.textContent('.count')) ?? '';
    if (Number(/\d+/.exec(text)?.[0] ?? 0) >= step) return;
    if (Date.now() > end) throw new Error(`The page did not reach step ${step}; it says “${text}”.`);
    await page.waitForTimeout(500);
  }
}

export async function soakPage(steps: number): Promise<void> {
  await withBuiltPage(PORT, async (page, address) => {
    await page.goto(`${address}${HASH}`);
    await page.click('button.primary:not([disabled]):has-text("Play")', { timeout: 300_000 });
    await untilStep(page, Math.min(50, steps));
    const early = await quicknessOf(page);
    await untilStep(page, steps);
    const late = await quicknessOf(page);
    console.log(`\n| the page | step 50 | step ${steps} |\n|---|---:|---:|`);
    const row = (name: string, key: keyof Quickness) =>
      console.log(`| ${name} | ${early[key].toFixed(1)} | ${late[key].toFixed(1)} |`);
    row('frames per second', 'framesPerSecond');
    row('longest task, ms of work', 'longestTask');
    row('click to paint, ms (median)', 'clickToPaint');
  });
}
