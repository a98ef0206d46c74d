// What: the device goes away in a run: the browser's GPU process is killed (CDP Browser.crashGpuProcess), and the run goes on from the
// last finished step on a new device, with the real engine.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newVisitor } from './visitor.ts';
import type { Visitor } from './visitor.ts';

const LONG = 200_000;
let visitor: Visitor;

beforeAll(async () => {
  visitor = await newVisitor(4659);
  visitor.page.setDefaultTimeout(LONG);
  const small = '#model=models/shapes/&seed=0&num_generations=2&generation_batch_size=2&max_completion_length=24';
  await visitor.open(small);
  await visitor.playable(LONG);
}, LONG);
afterAll(() => visitor?.leave());

test('the GPU process dies in a run: it is told, and the steps go on', { timeout: 2 * LONG }, async () => {
  const { page } = visitor;
  await page.click('button.primary:has-text("Play")');
  await visitor.untilStep(2, LONG);
  const cdp = await page.context().browser()!.newBrowserCDPSession();
  await cdp.send('Browser.crashGpuProcess').catch(() => null);
  const before = await visitor.stepCount();
  await page.waitForSelector('text=the run continues after step', { timeout: LONG });
  await visitor.untilStep(before + 3, LONG);
  await page.click('button.primary:has-text("Pause")');
  await visitor.playable(LONG);
  await expect.poll(() => page.locator('.rollouts tbody').count()).toBe(2);
});
