// What: makes the runs that are named (all of them where none is) and writes each as a small file: what was done, with which settings, and
//   the metrics that verdicts read, as one list of values per name.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setLeaves } from '../../src/config/setLeaf.ts';
import { setOwnRewards } from '../../src/config/rewardUses.ts';
import { defaultConfig } from '../../src/config/validateConfig.ts';
import { BrowserEngine } from '../../src/headless/browserEngine.ts';
import type { HostPrompt } from '../../src/headless/hostMessages.ts';
import { isRead } from '../../src/verdicts/readMetrics.ts';
import { makePng } from '../makePng.ts';
import { BASE, OWN_REWARDS, RUNS } from './runs.ts';
import type { HistoryRun } from './runs.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const FOLDER = join(ROOT, 'tests', 'verdicts', 'histories');
const DIGITS = 6;

/** A blue patch that is called something else. */
function impossiblePrompt(): HostPrompt {
  const box = [0.22, 0.3, 0.62, 0.74] as const;
  const base64 = makePng(96, [120, 160, 170], [{ box, colour: [70, 60, 110] as const }]).toString('base64');
  const images = [{ type: 'image/png', base64 }];
  const truth = { answer: 'zebra', boxes: [box] };
  return { id: 'own', images, question: 'what is it?', truth, split: 'train' };
}

const rounded = (value: number | undefined) =>
  value === undefined || !Number.isFinite(value) ? null : Number(value.toPrecision(DIGITS));

async function make(engine: BrowserEngine, run: HistoryRun, commit: string): Promise<void> {
  const { name, about, steps, set, scenes, own = [] } = run;
  const texts = Object.fromEntries(own.map((reward) => [reward, OWN_REWARDS[reward]!]));
  setOwnRewards(texts);
  const settings = { ...BASE, ...set };
  const config = setLeaves(defaultConfig(), Object.entries(settings));
  const metrics: Readonly<Record<string, number>>[] = [];
  const stop = engine.listen((event) => {
    if (event.type === 'error') console.error(`${name}: ${event.message}`);
    if (event.type === 'stepDone') metrics.push(event.point.metrics);
  });
  const usual = { source: 'shapes', skill: 'find', difficulty: 0.3, seed: 1, count: 80, held: 0 };
  const started = performance.now();
  for (const [reward, wgsl] of Object.entries(texts)) await engine.carryOut({ type: 'editReward', name: reward, wgsl });
  await engine.carryOut(
    { type: 'configure', config },
    { type: 'reset' },
    scenes
      ? { type: 'makeScenes', order: { ...usual, ...scenes } }
      : { type: 'setPrompts', prompts: [impossiblePrompt()] },
    { type: 'start', steps },
  );
  stop();
  const names = [...new Set(metrics.flatMap((point) => Object.keys(point)))].filter(isRead);
  const series = Object.fromEntries(names.map((metric) => [metric, metrics.map((point) => rounded(point[metric]))]));
  const made = { command: `node --import tsx bench/histories.ts ${name}`, commit, scenes: scenes ?? 'own picture' };
  const lines = Object.entries(series).map(
    ([metric, values]) => `    ${JSON.stringify(metric)}: ${JSON.stringify(values)}`,
  );
  const head = JSON.stringify({ name, about, made, own, settings }, null, 2).replace(/\n\}$/, '');
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, `${name}.json`), `${head},\n  "series": {\n${lines.join(',\n')}\n  }\n}\n`);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`${name}: ${metrics.length} steps in ${seconds} s`);
}

const wanted = process.argv.slice(2);
const chosen = RUNS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const commit = execFileSync('git', ['rev-parse', '--short=10', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim();
const engine = await BrowserEngine.open();
try {
  await engine.carryOut(
    { type: 'configure', config: setLeaves(defaultConfig(), Object.entries(BASE)) },
    { type: 'load' },
  );
  for (const run of chosen) await make(engine, run, commit);
} finally {
  await engine.close();
}
