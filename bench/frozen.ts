// What: `npm run frozen`: the frozen runs by a base (a commit or a folder) and by this tree, on this machine, compared bit by
// bit: metrics but clocks, tokens with their log-probs and signals, θ and the optimiser's moments, greedy answers.
//   --base f8aac00   --runs grpo,dapo,cispo,gspo,rloo,zoom,knobs   --model tiny|pocket|both   --steps 10
//   --again          also makes the base's runs again; else those of a commit are kept (below .cache)
// Commits are unpacked below .cache: older ones load no globs where a folder above them is called node_modules.
// Both trees are run by their own `npm run train` with the same bundle and prompts. Exit code 1 where anything differs.
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openCheckout, outcomeKey, runCheckout } from './frozen/checkout.ts';
import type { Checkout, Order } from './frozen/checkout.ts';
import { compareOutcomes, TABLE_HEAD, tableLine, whyIdle } from './frozen/compare.ts';
import { readOutcome } from './frozen/outcome.ts';
import type { Outcome } from './frozen/outcome.ts';
import { writePrompts } from './frozen/prompts.ts';
import { FROZEN_RUNS, MODELS } from './frozen/runs.ts';
import type { FrozenRun, ModelName } from './frozen/runs.ts';
import { zoomFiles } from './frozen/zoomBundle.ts';
import { findChromium } from '../src/headless/chromium.mjs';

const ROOT = join(import.meta.dirname, '..');
const CACHE = join(ROOT, '.cache', 'frozen');
const TINY = join(ROOT, 'tests', 'golden', 'tiny', 'bundle');
const POCKET = join(ROOT, 'public', 'models', 'pocket');

function readOptions(args: readonly string[]) {
  const text = (value: string) => ({ type: 'string', default: value }) as const;
  const all = FROZEN_RUNS.map(({ name }) => name);
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{ base: text('f8aac00'), runs: text(all.join(',')), model: text('both'), steps: text('10') },
      again: { type: 'boolean', default: false },
    },
  });
  const runs = values.runs.split(',').map((name) => {
    const found = FROZEN_RUNS.find((run) => run.name === name);
    if (!found) throw new Error(`--runs: there is no run '${name}'; choose from ${all.join(', ')}.`);
    return found;
  });
  const models = MODELS.filter((model) => values.model === 'both' || values.model === model);
  if (models.length === 0) throw new Error(`--model is '${values.model}'; write tiny, pocket or both.`);
  const steps = Number(values.steps);
  if (!Number.isInteger(steps) || steps < 1) throw new Error(`--steps is '${values.steps}'; write a whole number ≥ 1.`);
  return { base: values.base, again: values.again, runs, models, steps };
}

/** The tiny bundle, or the copy of it that zooms; Pocket zooms by itself. */
function bundleOf(model: ModelName, run: FrozenRun, work: string): string {
  if (model === 'pocket') return POCKET;
  if (!run.zooms) return TINY;
  const folder = join(work, 'zoom-bundle');
  cpSync(TINY, folder, { recursive: true });
  const [tokenizer, files] = ['tokenizer.json', 'files.json'].map((name) => readFileSync(join(TINY, name), 'utf8'));
  for (const [name, text] of Object.entries(zoomFiles(tokenizer!, files!))) writeFileSync(join(folder, name), text);
  return folder;
}

/** What a commit computed is kept under a name that says on what machine and of what; a folder is always run. */
async function baseOutcome({ folder, commit }: Checkout, order: Order, file: string, again: boolean): Promise<void> {
  const browser = findChromium();
  const kept = commit && browser && join(CACHE, `${commit}-${outcomeKey(order, browser)}.jsonl`);
  if (kept && existsSync(kept) && !again) return copyFileSync(kept, file);
  await runCheckout(folder, order, file);
  readOutcome(file); // only a whole run is kept
  if (kept) copyFileSync(file, kept);
}

/** A run that fails here is a difference like others, and the next one is still made. */
async function freshOutcome(order: Order, file: string): Promise<Outcome | Error> {
  try {
    await runCheckout(ROOT, order, file);
    return readOutcome(file);
  } catch (error) {
    console.error((error as Error).message);
    return error as Error;
  }
}

async function main(): Promise<number> {
  const { base, again, runs, models, steps } = readOptions(process.argv.slice(2));
  mkdirSync(CACHE, { recursive: true });
  const checkout = openCheckout(ROOT, base, CACHE);
  const work = mkdtempSync(join(tmpdir(), 'rollscope-frozen-'));
  let equal = 0;
  const [added, lost] = [new Set<string>(), new Set<string>()];
  try {
    console.log(TABLE_HEAD);
    for (const [model, run] of models.flatMap((model) => runs.map((run) => [model, run] as const))) {
      const closely = model === 'pocket' && run.zooms;
      const prompts = writePrompts(join(work, `${model}-${run.name}`), model, join(ROOT, 'public', 'samples'), closely);
      const order = { model, run, steps, prompts, bundle: bundleOf(model, run, work) };
      const files = { base: join(work, 'base.jsonl'), fresh: join(work, 'fresh.jsonl') };
      await baseOutcome(checkout, order, files.base, again);
      const before = readOutcome(files.base);
      const idle = whyIdle(before, run.zooms);
      if (idle) throw new Error(`${model} ${run.name}: the run of the base proves nothing: ${idle}.`);
      const comparison = compareOutcomes(before, await freshOutcome(order, files.fresh));
      if (comparison.difference === null) equal++;
      for (const name of comparison.added) added.add(name);
      for (const name of comparison.lost) lost.add(name);
      console.log(tableLine(`${model} ${run.name}`, comparison));
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  if (added.size > 0) console.log(`\nOnly in this tree: ${[...added].join(', ')}`);
  if (lost.size > 0) console.log(`\nOnly in the base: ${[...lost].join(', ')}`);
  const differ = models.length * runs.length - equal;
  console.log(`\n${equal} runs equal, ${differ} differ`);
  return differ === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
