import { describe, it } from 'vitest';
import { checkKernel } from '../gpu/checkKernel.ts';
import { randomInputs } from '../gpu/randomInputs.ts';

const SIZES = [
  [1, 1],
  [1, 8],
  [64, 2],
  [65, 3],
  [300, 4],
  [2, 300],
] as const;

for (const kernel of ['groupAdvantage', 'leaveOneOut']) {
  describe(kernel, () => {
    for (const scale of [0, 1]) {
      it(`equals its reference at every size, scale ${scale}`, async () => {
        const random = randomInputs();
        for (const [promptCount, generations] of SIZES) {
          const count = promptCount * generations;
          const kinds = [
            random.floats(count),
            new Float32Array(count).fill(0.1),
            random.floats(count, () => 1000 + random.below(2)),
            random.floats(count, () => random.below(2)),
          ];
          for (const reward of kinds) {
            await checkKernel({
              kernel: `5-advantages/${kernel}`,
              params: { promptCount, generations, scale, epsilon: 1e-4 },
              inputs: { reward },
              outputs: { advantages: count, groupMean: promptCount, groupStd: promptCount },
              dispatch: { invocations: promptCount },
              tolerance: { abs: 2e-5, rel: 1e-5 },
            });
          }
        }
      });
    }
  });
}

describe('batchAdvantage', () => {
  it('equals its reference at every size', async () => {
    const random = randomInputs();
    for (const rollouts of [1, 2, 64, 65, 257]) {
      for (const reward of [random.floats(rollouts), new Float32Array(rollouts).fill(0.3)]) {
        for (const [subtractMean, scale] of [
          [0, 0],
          [0, 1],
          [1, 1],
        ]) {
          await checkKernel({
            kernel: '5-advantages/batchAdvantage',
            params: { rollouts, subtractMean: subtractMean!, scale: scale!, epsilon: 1e-4 },
            inputs: { reward, centred: subtractMean === 1 ? reward : random.floats(rollouts) },
            outputs: { advantages: rollouts, batchMoments: 2 },
            dispatch: { workgroups: 1 },
            tolerance: { abs: 1e-5, rel: 1e-5 },
          });
        }
      }
    }
  });
});
