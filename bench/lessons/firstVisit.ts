// What: the first visit by the clock: the page is opened plainly, the first lesson begun, a choice tapped, Play pressed, and the boxes of the
// answers have moved. Nothing is read.
import type { Browser } from 'playwright-core';
import { LESSONS } from '../../src/lessons/lessons.ts';

const PATIENCE_MS = 300_000;
export const MOST_SECONDS = 60;

/** Runs in the page: how many different pictures of the boxes there have been since it was first asked. */
function picturesOfBoxes(): number {
  const all = globalThis as unknown as { boxesSeen?: Set<string> };
  const seen = (all.boxesSeen ??= new Set());
  const boxes = [...document.querySelectorAll('[data-lesson-target="picture"] svg g:not(.truth) rect:not(.halo)')];
  const places = boxes.map((box) => ['x', 'y', 'width', 'height'].map((name) => box.getAttribute(name)).join(' '));
  if (places.length > 0) seen.add(places.join(';'));
  return seen.size;
}

/** Seconds from the first byte to each of them. */
export async function firstVisit(browser: Browser, address: string): Promise<Readonly<Record<string, number>>> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });
  const page = await context.newPage();
  const started = performance.now();
  const seconds: Record<string, number> = {};
  const reached = (what: string) => (seconds[what] = (performance.now() - started) / 1000);
  try {
    await page.goto(address);
    await page.click('button.open-lesson', { timeout: PATIENCE_MS });
    reached('begun');
    const first = [...LESSONS.values()][0]!.steps[0]!.predict;
    const option = first?.kind === 'choice' ? first.walk.right : '';
    await page.click(`.lesson-card [data-option="${option}"]`, { timeout: PATIENCE_MS });
    reached('predicted');
    await page.click('[data-lesson-target="button:play"]:not([disabled])', { timeout: PATIENCE_MS });
    reached('pressed');
    for (const [count, what] of [
      [1, 'boxes drawn'],
      [2, 'boxes moved'],
    ] as const) {
      while ((await page.evaluate(picturesOfBoxes)) < count && performance.now() - started < PATIENCE_MS)
        await page.waitForTimeout(50);
      reached(what);
    }
  } finally {
    await context.close();
  }
  return seconds;
}
