// What: `npm run make:hub-size -- --learn`: does a real language model learn here? One run of `npm run train` a seed, and a table of the
//   held-out questions (greedy answers, names and things that training never sees) before and after.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, SetUpError } from '../../src/headless/project.mjs';
import { runToEnd } from '../pythonEnvironment.ts';
import { keepSeed, seedRecord, severalColours, type SeedRecord } from './record.ts';
import { SETTINGS } from './settings.ts';

export interface Learning {
  readonly folder: string;
  readonly questions: string;
  readonly steps: number;
  readonly seeds: readonly number[];
  /** Where the record is kept; null = nowhere. */
  readonly json: string | null;
}

function train({ folder, questions, steps }: Learning, seed: number): SeedRecord {
  const at = mkdtempSync(join(tmpdir(), 'rollscope-hub-size-'));
  try {
    const json = join(at, 'run.jsonl');
    const set = Object.entries(SETTINGS).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
    const run = ['--model', folder, '--prompts', questions, '--steps', `${steps}`, '--seed', `${seed}`, '--json', json];
    const command = ['--import', 'tsx', 'src/headless/train.ts', ...run, ...set];
    const { status } = spawnSync(process.execPath, command, { cwd: ROOT, stdio: 'inherit' });
    if (status !== 0 || !existsSync(json)) throw new SetUpError(`The run of seed ${seed} did not reach its end.`);
    return seedRecord(seed, readFileSync(json, 'utf8'));
  } finally {
    rmSync(at, { recursive: true, force: true });
  }
}

/** Every colour that is an answer. */
const coloursOf = (questions: string): string[] => [
  ...new Set(
    readFileSync(questions, 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { readonly answer: string }).answer),
  ),
];

const row = ({ seed, heldOut: { before, after } }: SeedRecord): string =>
  `| ${seed} | ${before['reward']!.toFixed(3)} | ${after['reward']!.toFixed(3)} | ${before['factsFound']!.toFixed(2)} | ${after['factsFound']!.toFixed(2)} | ${before['lengthWindow']!.toFixed(2)} | ${after['lengthWindow']!.toFixed(2)} |`;

export function learn(learning: Learning, say: (line: string) => void): void {
  const commit = runToEnd('git', ['rev-parse', '--short', 'HEAD']).trim();
  const found: SeedRecord[] = [];
  for (const seed of learning.seeds) {
    const record = train(learning, seed);
    found.push(record);
    if (learning.json !== null) keepSeed(learning.json, commit, learning.steps, record);
  }
  say('| seed | reward before | after | names the colour before | after | length before | after |');
  say('|---:|---:|---:|---:|---:|---:|---:|');
  found.forEach((record) => say(row(record)));
  const rises = found.filter(({ heldOut: { before, after } }) => after['reward']! > before['reward']!).length;
  say(`The held-out reward rises on ${rises} of ${found.length} seeds.`);
  const colours = coloursOf(learning.questions);
  for (const { seed, texts } of found) {
    const count = (side: 'before' | 'after') =>
      severalColours(
        Object.values(texts).map((answers) => answers[side]),
        colours,
      );
    say(`Seed ${seed}: ${count('before')} held-out answers name more than one colour before, ${count('after')} after.`);
  }
}
