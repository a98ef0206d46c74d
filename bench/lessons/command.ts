// What: `npm run lessons -- --walk`: walks through every lesson in the built page, as a learner who predicts right and one who predicts wrong.
//   --lesson NAME, --learner right|wrong     only these
//   --shots FOLDER    screenshots of every step in three sizes, light and dark
//   --record          writes public/recorded/lessons/*.rollscope from what the learner who predicts right saw
//   --address URL     a page that is served already
// Last line: N passed, N failed, one for each lesson and learner (and one for the first visit).
import { execFileSync } from 'node:child_process';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { findChromium } from '../../src/headless/chromium.mjs';
import { ensureBuilt, ROOT } from '../../src/headless/project.mjs';
import { servePage } from '../../src/headless/serve.mjs';
import { LESSONS } from '../../src/lessons/lessons.ts';
import { firstVisit, MOST_SECONDS } from './firstVisit.ts';
import { parseLessonOptions } from './options.ts';
import type { LessonOptions } from './options.ts';
import { recordingOf } from './record.ts';
import { walkLesson } from './walk.ts';

const PORT = 4671;
const FLAGS = ['--headless=new', '--no-sandbox', '--enable-unsafe-webgpu', '--disable-quic', '--no-first-run'];
/** What a lesson may make a learner wait in all, on two cores. */
const LIVE_SECONDS = 90;

const say = (line: string) => console.log(line);

function commitHere(): string | null {
  try {
    return execFileSync('git', ['rev-parse', '--short=10', 'HEAD'], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: 'pipe',
    }).trim();
  } catch {
    return null;
  }
}

/** Returns how many passed and failed. */
async function walkAll(browser: Browser, address: string, options: LessonOptions): Promise<readonly boolean[]> {
  const results: boolean[] = [];
  if (options.firstVisit) {
    const seconds = await firstVisit(browser, address);
    const words = Object.entries(seconds).map(([what, at]) => `${what} ${at.toFixed(1)} s`);
    const inTime = (seconds['boxes moved'] ?? Infinity) <= MOST_SECONDS;
    say(`${inTime ? 'passed' : 'FAILED'}  first visit: ${words.join(', ')} (at most ${MOST_SECONDS} s)`);
    results.push(inTime);
  }
  for (const id of options.ids)
    for (const learner of options.learners) {
      const recording = options.record && learner === 'right' ? recordingOf(commitHere(), say) : null;
      const shots = learner === options.learners[0] ? options.shots : null;
      const walked = await walkLesson(browser, {
        address,
        id,
        lesson: LESSONS.get(id)!,
        learner,
        shots,
        recording,
        say,
      });
      const { live, problems } = walked;
      const passed = problems.length === 0;
      const slow = live > LIVE_SECONDS ? `, more than ${LIVE_SECONDS} s` : '';
      say(`${passed ? 'passed' : 'FAILED'}  ${id}, predicts ${learner}: live part ${live.toFixed(0)} s${slow}`);
      for (const problem of problems) say(`  ${problem}`);
      results.push(passed);
    }
  return results;
}

async function walk(options: LessonOptions): Promise<void> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('No Chromium was found; `npm test` installs one.');
  if (options.address === null) ensureBuilt();
  const served = options.address === null ? await servePage({ port: PORT }) : null;
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    const results = await walkAll(browser, options.address ?? served!.addresses[0]!, options);
    const failed = results.filter((passed) => !passed).length;
    say(`${results.length - failed} passed, ${failed} failed`);
    if (failed > 0) process.exitCode = 1;
  } finally {
    await browser.close();
    await served?.close();
  }
}

try {
  await walk(parseLessonOptions(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
