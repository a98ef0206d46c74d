// What: the record of the learning experiment: what the JSON lines of a run (`npm run train -- --json`) say about one seed, and the file
//   that keeps the seeds of one commit and one set of settings.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { SETTINGS, WEIGHTS } from './settings.ts';

interface Answer {
  readonly completion: string;
  readonly rewards: Readonly<Record<string, number>>;
}
type Answers = Readonly<Record<string, Answer>>;
type StepLine = Readonly<Record<string, number>>;

export interface SeedRecord {
  readonly seed: number;
  /** Means over the greedy answers to the held-out questions: reward, and each of its columns. */
  readonly heldOut: Readonly<Record<'before' | 'after', Readonly<Record<string, number>>>>;
  /** By step: mean reward of the sampled answers, their length, and seconds of the step. */
  readonly curves: Readonly<
    Record<'reward' | 'factsFound' | 'lengthWindow' | 'length' | 'entropy' | 'seconds', readonly number[]>
  >;
  /** Greedy answers to the held-out questions. */
  readonly texts: Readonly<Record<string, { readonly before: string; readonly after: string }>>;
}

export interface LearningRecord {
  readonly what: string;
  readonly commit: string;
  readonly steps: number;
  readonly settings: Readonly<Record<string, string | number>>;
  readonly seeds: readonly SeedRecord[];
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const rounded = (value: number): number => Number(value.toFixed(4));

/** Reward and columns of the answers whose ids begin with `held`. */
export function heldOutMeans(answers: Answers): Readonly<Record<string, number>> {
  const held = Object.entries(answers).filter(([id]) => id.startsWith('held'));
  const columns = Object.keys(WEIGHTS).map(
    (name) => [name, mean(held.map(([, { rewards }]) => rewards[name] ?? 0))] as const,
  );
  const reward = columns.reduce((sum, [name, value]) => sum + WEIGHTS[name]! * value, 0);
  return Object.fromEntries([['reward', reward] as const, ...columns].map(([name, value]) => [name, rounded(value)]));
}

/** How many of the answers name more than one of the colours: the reward asks for the right one and does not mind another. */
export function severalColours(answers: readonly string[], colours: readonly string[]): number {
  const named = (text: string) => colours.filter((colour) => new RegExp(`\\b${colour}\\b`, 'i').test(text)).length;
  return answers.filter((text) => named(text) > 1).length;
}

export function seedRecord(seed: number, lines: string): SeedRecord {
  const read = lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  const { before, after } = read.at(-1) as Readonly<Record<'before' | 'after', Answers>>;
  const steps = read.slice(0, -1) as StepLine[];
  const curve = (name: string): number[] => steps.map((step) => rounded(step[name] ?? NaN));
  return {
    seed,
    heldOut: { before: heldOutMeans(before), after: heldOutMeans(after) },
    curves: {
      reward: curve('reward'),
      factsFound: curve('rewards/factsFound/mean'),
      lengthWindow: curve('rewards/lengthWindow/mean'),
      length: curve('completions/mean_length'),
      entropy: curve('entropy'),
      seconds: curve('step_time'),
    },
    texts: Object.fromEntries(
      Object.keys(before)
        .filter((id) => id.startsWith('held'))
        .map((id) => [id, { before: before[id]!.completion, after: after[id]!.completion }]),
    ),
  };
}

/** Adds a seed to the file; seeds of another commit, length or set of settings are not kept. */
export function keepSeed(file: string, commit: string, steps: number, seed: SeedRecord): LearningRecord {
  const old = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as LearningRecord) : null;
  const isSame =
    old?.commit === commit && old.steps === steps && JSON.stringify(old.settings) === JSON.stringify(SETTINGS);
  const others = isSame ? old.seeds.filter((other) => other.seed !== seed.seed) : [];
  const record: LearningRecord = {
    what: 'npm run make:hub-size -- --learn: SmolLM2-135M-Instruct, questions without a picture',
    commit,
    steps,
    settings: SETTINGS,
    seeds: [...others, seed].sort((a, b) => a.seed - b.seed),
  };
  writeFileSync(file, `${JSON.stringify(record, null, 1)}\n`);
  return record;
}
