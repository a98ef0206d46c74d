// What: fuzzing in slices: in CI each kind of input runs a few hundred random cases from a seed that turns with the day of the commit;
// `npm run fuzz` runs 10,000 of each. Every input is read, or refused by an error of the project in one sentence.
// ROLLSCOPE_FUZZ_SEED=n repeats a slice, ROLLSCOPE_FUZZ_RUNS=n sets the number of inputs per kind.
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sentenceProblem } from './sentence.ts';

export interface FuzzCount {
  readonly kind: string;
  readonly inputs: number;
  /** Of the inputs, those that gave a value, and those that gave a sentence. */
  readonly read: number;
  readonly refused: number;
  /** Milliseconds of the slowest input. */
  readonly slowest?: number;
}

declare module 'vitest' {
  interface TaskMeta {
    fuzz?: FuzzCount;
  }
}

/** Days since 1970 of the commit, so that all machines that test one commit try the same inputs; without git, 1. */
function seedOfCommit(): number {
  try {
    const seconds = execFileSync('git', ['log', '-1', '--format=%ct'], { encoding: 'utf8', stdio: 'pipe' });
    return Math.floor(Number(seconds) / 86_400) || 1;
  } catch {
    return 1;
  }
}

export const SEED = Number(process.env['ROLLSCOPE_FUZZ_SEED'] ?? seedOfCommit());
const WANTED = process.env['ROLLSCOPE_FUZZ_RUNS'];
/** `npm run fuzz`, not the slice of CI. */
export const IS_WHOLE = WANTED !== undefined;
export const WANTED_RUNS = Number(WANTED ?? 0);

export type Outcome<T> = { readonly value: T } | { readonly sentence: string };

/** Names of errors that may reach a visitor; a TypeError or RangeError among them is a bug. */
export interface Refusals {
  readonly errors: readonly string[];
  /** Words that may stand at the beginning of a sentence in small letters: names of settings, files. */
  readonly begins?: RegExp;
  /** Where the message is only a part of what the visitor reads: the whole. */
  readonly frame?: (message: string) => string;
}

/** What reading gives: a value, or the sentence of an error of these kinds. Anything else fails. */
export async function outcome<T>(
  read: () => T | Promise<T>,
  { errors, begins, frame = (message) => message }: Refusals,
  show: () => string = () => '',
): Promise<Outcome<T>> {
  try {
    return { value: await read() };
  } catch (error) {
    const { name, message, stack } = error as Error;
    if (!(error instanceof Error) || !errors.includes(name))
      throw new Error(`Crash (${name}: ${message}) with ${show()}\n${stack}`, { cause: error });
    const sentence = frame(message);
    expect(sentenceProblem(sentence, begins), `“${sentence}” with ${show()}`).toBeNull();
    return { sentence };
  }
}

/** 'read' or 'refused', for the count. */
export type Told = 'read' | 'refused';

export const told = (result: Outcome<unknown>): Told => ('value' in result ? 'read' : 'refused');

/** Units: milliseconds. Who waits longer takes the page for dead. Only `npm run fuzz` says so: no test of CI may depend on the speed of a machine. */
const HANGS = 5000;

/** Tests of one kind of input; their shares of its inputs add up to 1. `slice` inputs in CI. */
export function fuzzKind(kind: string, slice: number) {
  const runs = IS_WHOLE ? WANTED_RUNS : slice;
  return <T>(name: string, share: number, input: fc.Arbitrary<T>, check: (value: T) => Promise<Told> | Told) => {
    const numRuns = Math.max(1, Math.ceil(runs * share));
    test(
      `${name} (${numRuns} inputs, ROLLSCOPE_FUZZ_SEED=${SEED})`,
      { timeout: IS_WHOLE ? 3_600_000 : 120_000 },
      async ({ task }) => {
        const counts = { read: 0, refused: 0, slowest: 0 };
        const property = fc.asyncProperty(input, async (value) => {
          const start = performance.now();
          counts[await check(value)] += 1;
          const took = performance.now() - start;
          counts.slowest = Math.max(counts.slowest, took);
          if (IS_WHOLE && took > HANGS) throw new Error(`Timed out: it took ${Math.round(took)} ms.`);
        });
        await fc.assert(property, { seed: SEED, numRuns, includeErrorInReport: true }); // fuzz.mjs reads there what it was
        task.meta.fuzz = { kind, inputs: numRuns, ...counts };
      },
    );
  };
}
