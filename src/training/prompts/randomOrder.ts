// What: a random order of 0 … n − 1, a pure function of its counter: the prompts of an epoch, the shuffled control.
// Formula: sorted by the first 53 bits of the Philox words of (step, i, stream).
import { randomWords } from '../../3-rollouts/philox.ts';
import type { Stream } from '../../3-rollouts/philox.ts';

export function randomOrder(seed: number, step: number, count: number, stream: Stream): number[] {
  const keys = Array.from({ length: count }, (_, row) => {
    const words = randomWords(seed, { step, row, position: 0, stream });
    return words[0] * 2 ** 21 + (words[1] >>> 11);
  });
  return keys.map((_, i) => i).sort((a, b) => keys[a]! - keys[b]! || a - b);
}
