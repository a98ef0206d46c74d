// What: the Philox key of everything that is drawn to evaluate and not to train.
import { randomWords } from '../../3-rollouts/philox.ts';

/** Beyond 2³², where the visitor's seeds end, and a safe integer. */
export function evaluationSeed(seed: number, step: number): number {
  const [high, low] = randomWords(seed, { step, row: 0, position: 0, stream: 'evaluation' });
  return (1 + (high >>> 12)) * 2 ** 32 + low;
}
