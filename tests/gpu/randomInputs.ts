// What: random test data from a fresh seed each run; the seed is printed when the test fails.
// ROLLSCOPE_TEST_SEED=n repeats a run.
import { onTestFailed } from 'vitest';
import { uniform } from '../../src/3-rollouts/philox.ts';

export interface RandomInputs {
  readonly seed: number;
  /** [0, 1). */
  next(): number;
  /** Integer in [0, count). */
  below(count: number): number;
  normal(): number;
  floats(length: number, make?: () => number): Float32Array;
  ints(length: number, count: number): Int32Array;
  words(length: number, count: number): Uint32Array;
}

const freshSeed = () => Number(process.env['ROLLSCOPE_TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** Call it inside a test. `floats` are standard normal unless `make` is given. */
export function randomInputs(seed = freshSeed()): RandomInputs {
  onTestFailed(() => console.error(`Random inputs came from ROLLSCOPE_TEST_SEED=${seed}`));
  let drawn = 0;
  const next = () => uniform(seed, { step: 0, row: 0, position: drawn++, stream: 'data' });
  const below = (count: number) => Math.floor(next() * count);
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    seed,
    next,
    below,
    normal,
    floats: (length, make = normal) => Float32Array.from({ length }, make),
    ints: (length, count) => Int32Array.from({ length }, () => below(count)),
    words: (length, count) => Uint32Array.from({ length }, () => below(count)),
  };
}
