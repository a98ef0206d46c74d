// What: `npm run lessons -- --walk`: every lesson in a Chromium with the real engine, as a learner who predicts right and as one who
// predicts wrong. What is looked at in every step: the run does what was promised, the verdict is the one that the prediction deserves,
// what is pointed at is on the page and not under the card, and the page complains of nothing.
import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import type { Lesson, Step } from '../../src/lessons/lesson.ts';
import { selectorOf } from '../../src/lessons/targets.ts';
import { carryOut, predict } from './learner.ts';
import type { Learner } from './options.ts';
import type { Recording } from './record.ts';
import { startRecord } from './record.ts';

const PATIENCE_MS = 300_000;
const SIZES = [
  [1440, 900],
  [1024, 768],
  [390, 844],
] as const;

export interface Walked {
  readonly id: string;
  readonly learner: Learner;
  /** Seconds in which the learner waited for the engine. */
  readonly live: number;
  readonly problems: readonly string[];
}

interface WalkOptions {
  readonly address: string;
  readonly id: string;
  readonly lesson: Lesson;
  readonly learner: Learner;
  readonly shots: string | null;
  readonly recording: Recording | null;
  readonly say: (line: string) => void;
}

const phase = (page: Page, ...wanted: readonly string[]) =>
  page.waitForFunction(
    (phases) => phases.includes(document.querySelector('.lesson-card')?.getAttribute('data-phase') ?? ''),
    wanted,
    { timeout: PATIENCE_MS },
  );

/** A sentence for every target that is not there, or is covered by the card where it is pointed at. */
async function missing(page: Page, step: Step): Promise<string[]> {
  const problems: string[] = [];
  for (const target of step.show ?? []) {
    const found = page.locator(selectorOf(target)).first();
    if ((await found.count()) === 0 || !(await found.isVisible()))
      problems.push(`${step.id}: ${target} is not on the page`);
    else {
      await found.scrollIntoViewIfNeeded();
      const covered = await found.evaluate((element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        const x = Math.min(innerWidth - 1, left + width / 2);
        // One taller than the window may begin above it.
        const y = Math.min(innerHeight - 1, Math.max(0, top + Math.min(height / 2, 40)));
        return document.elementFromPoint(x, y)?.closest('.lesson-card') !== null;
      });
      if (covered) problems.push(`${step.id}: ${target} lies under the card of the lesson`);
    }
  }
  return problems;
}

/** In every size, light and dark; the window is as before when it is done. */
async function shoot(page: Page, folder: string, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const [width, height] of SIZES)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height });
      await page.waitForTimeout(500);
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`) });
    }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.waitForTimeout(300);
}

async function walkStep(page: Page, step: Step, walk: WalkOptions): Promise<{ live: number; problems: string[] }> {
  const { learner, shots, id, recording, say } = walk;
  const problems: string[] = [];
  const name = `${id}-${step.id}`;
  await phase(page, 'predict', 'act', 'told');
  if (step.recorded !== undefined) recording?.begin(step);
  if (step.predict) {
    if (shots !== null) await shoot(page, shots, `${name}-asked`);
    await predict(page, step.predict, learner);
    await phase(page, 'act', 'told');
  }
  const started = performance.now();
  for (const [acted, act] of (step.act ?? []).entries()) {
    say(`  ${step.id}: ${act.kind}`);
    await carryOut(page, act, acted);
  }
  await phase(page, 'told');
  const live = step.act ? (performance.now() - started) / 1000 : 0;
  const told = page.locator('.lesson-card .told');
  if (step.check) {
    const passed = (await told.getAttribute('data-passed')) === 'true';
    say(`  ${step.id}: ${passed ? 'passed' : 'not passed'}: ${await told.innerText()}`);
    if (passed !== (learner === 'right' || !step.predict)) problems.push(`${step.id}: told ${await told.innerText()}`);
  }
  problems.push(...(await missing(page, step)));
  const text = await page.locator('.lesson-body').innerText();
  if (/NaN|undefined|Infinity|none yet/.test(text)) problems.push(`${step.id}: a number is missing in: ${text}`);
  if (shots !== null) await shoot(page, shots, `${name}-told`);
  return { live, problems };
}

export async function walkLesson(browser: Browser, walk: WalkOptions): Promise<Walked> {
  const { address, id, lesson, learner, recording } = walk;
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const problems: string[] = [];
  page.on('console', (line) => line.type() === 'error' && problems.push(`the page says: ${line.text()}`));
  page.on('pageerror', (error) => problems.push(`the page failed: ${error.message}`));
  let live = 0;
  try {
    if (recording) await startRecord(page);
    await page.goto(`${address}#lesson=${id}`);
    for (const [at, step] of lesson.steps.entries()) {
      await page.locator(`.lesson-card[data-step="${step.id}"]`).waitFor({ timeout: PATIENCE_MS });
      const walked = await walkStep(page, step, walk);
      live += walked.live;
      problems.push(...walked.problems);
      // A step that goes on with the run goes on with its recording.
      if (lesson.steps[at + 1]?.setUp || at + 1 === lesson.steps.length) await recording?.end(page);
      await page.click('.lesson-card .next, .lesson-card .row button:last-child');
    }
    await phase(page, 'done');
    await page.locator('.lesson-card').getByRole('button', { name: 'Leave', exact: true }).last().click();
    await page.locator('.lesson-card').waitFor({ state: 'detached', timeout: PATIENCE_MS });
  } catch (error) {
    problems.push((error as Error).message.split('\n')[0]!);
    if (walk.shots !== null) await page.screenshot({ path: join(walk.shots, `${id}-${learner}-failed.png`) });
  } finally {
    await context.close();
  }
  return { id, learner, live, problems };
}
