import { describe, it } from 'vitest';
import { checkKernel } from '../gpu/checkKernel.ts';
import { randomInputs } from '../gpu/randomInputs.ts';

const SIZES = [
  [1, 1, 1, 1, 1],
  [2, 2, 1, 16, 4],
  [1, 1, 1, 65, 3],
  [5, 3, 4, 8, 9],
  [32, 2, 1, 32, 48],
] as const;

describe('appendCache', () => {
  it('equals its reference at every size, with ragged rows', async () => {
    const random = randomInputs();
    for (const [rows, kvHeads, tokens, headSize, capacity] of SIZES) {
      const lengths = Int32Array.from({ length: rows }, () => random.below(capacity - tokens + 1));
      const counts = Int32Array.from({ length: rows }, () => random.below(tokens + 1));
      await checkKernel({
        kernel: '2-policy/appendCache',
        params: { rows, kvHeads, tokens, headSize, capacity },
        inputs: { lengths, counts, fresh: random.floats(rows * kvHeads * tokens * headSize) },
        outputs: { cache: random.floats(rows * kvHeads * capacity * headSize) },
        dispatch: { invocations: rows * kvHeads * tokens * headSize },
        tolerance: { abs: 0, rel: 0 },
      });
    }
  });
});
