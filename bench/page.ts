// What: `npm run bench -- --page`: the page as a first visitor meets it, with the real engine: seconds until it can be played,
// from the button to the first moving curve, then frames and tasks of the main thread while it trains.
// Units: a task's work is its time on the processor, its clock time also counts what other programs took meanwhile.
import type { Page } from 'playwright-core';
import { withBuiltPage } from './builtPage.ts';
import type { BenchOptions } from './benchOptions.ts';
import { traceTasks } from './longTasks.ts';

const PORT = 4663;
const TRACE_MS = 20_000;
const PATIENCE_MS = 300_000;
const LONG_MS = 50;
const FRAME_MS = 1000 / 60;

/** Runs in the page: the times between frames. */
async function frameTimes(milliseconds: number): Promise<number[]> {
  const times: number[] = [];
  const end = performance.now() + milliseconds;
  let last = performance.now();
  while (last < end) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const now = performance.now();
    times.push(now - last);
    last = now;
  }
  return times;
}

/** Two points on a curve: it has moved. */
const hasCurve = () => {
  const step = Number(/\d+/.exec(document.querySelector('.count')?.textContent ?? '')?.[0] ?? 0);
  return step >= 2 && document.querySelector('.recharts-line path') !== null;
};

const seconds = (since: number) => ((performance.now() - since) / 1000).toFixed(1);

async function measure(page: Page, address: string, set: readonly string[]): Promise<void> {
  const opened = performance.now();
  // As from a link: without the recorded run, which would move the curves at once.
  await page.goto(`${address}#${['seed=0', ...set].join('&')}`);
  await page.waitForSelector('.first-visit button.primary:not([disabled])', { timeout: PATIENCE_MS });
  console.log(`| page opened → can be played | ${seconds(opened)} s |`);
  const pressed = performance.now();
  await page.click('.first-visit button.primary');
  await page.waitForFunction(hasCurve, undefined, { timeout: PATIENCE_MS });
  console.log(`| button → first moving curve | ${seconds(pressed)} s |`);
  console.log(`| page opened → first moving curve | ${seconds(opened)} s |`);
  // One after the other: a trace makes frames slower.
  const frames = (await page.evaluate(frameTimes, TRACE_MS / 2)).sort((a, b) => a - b);
  const tasks = await traceTasks(page, TRACE_MS);
  const share = (part: number, all: number) => `${((100 * part) / Math.max(1, all)).toFixed(1)} %`;
  const count = (test: (value: number) => boolean, values: readonly number[]) => values.filter(test).length;
  const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), 0).toFixed(0);
  console.log(`| frames per second while it trains | ${(frames.length / (TRACE_MS / 2000)).toFixed(1)} |`);
  console.log(
    `| frames later than two of 60 a second | ${share(
      count((ms) => ms > 2 * FRAME_MS, frames),
      frames.length,
    )} |`,
  );
  const works = tasks.map(({ work }) => work);
  const clocks = tasks.map(({ clock }) => clock);
  console.log(`| longest task, work | ${most(works)} ms |`);
  console.log(
    `| tasks with more than ${LONG_MS} ms of work | ${count((ms) => ms > LONG_MS, works)} of ${works.length} |`,
  );
  console.log(
    `| tasks of more than ${LONG_MS} ms on the clock | ${count((ms) => ms > LONG_MS, clocks)}, longest ${most(clocks)} ms |`,
  );
  console.log(`| steps done | ${await page.textContent('.count')} |`);
}

export async function benchPage({ set }: BenchOptions): Promise<void> {
  await withBuiltPage(PORT, async (page, address) => {
    console.log('\n| the page | measured |\n|---|---:|');
    await measure(page, address, set);
  });
}
