import { describe, it } from 'vitest';
import { checkKernel } from '../gpu/checkKernel.ts';
import { randomInputs } from '../gpu/randomInputs.ts';

const SHAPES = [
  [1, 1],
  [1, 64],
  [3, 65],
  [64, 2],
  [130, 9],
] as const;

const raggedMask = (rollouts: number, maxTokens: number, below: (n: number) => number) => {
  const lengths = Array.from({ length: rollouts }, () => below(maxTokens + 1));
  return Float32Array.from({ length: rollouts * maxTokens }, (_, i) =>
    i % maxTokens < lengths[Math.floor(i / maxTokens)]! ? 1 : 0,
  );
};

describe('kernels of the loss equal their references', () => {
  it('logRatio', async () => {
    const random = randomInputs();
    for (const [rollouts, maxTokens] of SHAPES) {
      const size = rollouts * maxTokens;
      for (const isSequence of [0, 1]) {
        await checkKernel({
          kernel: '6-loss/logRatio',
          params: { rollouts, maxTokens, isSequence },
          inputs: {
            newLogProbs: random.floats(size, () => -100 * random.next()),
            oldLogProbs: random.floats(size),
            mask: raggedMask(rollouts, maxTokens, random.below),
          },
          outputs: { logRatios: size },
          dispatch: { workgroups: rollouts },
          tolerance: { abs: 1e-5, rel: 1e-5 },
        });
      }
    }
  });

  it('tokenLoss', async () => {
    const random = randomInputs();
    for (const [rollouts, maxTokens] of SHAPES) {
      const count = rollouts * maxTokens;
      for (let variant = 0; variant < 12; variant++) {
        const advantagePerToken = random.below(2);
        // Ratios in steps of 5 % from 0.525, so that rounding never decides about a clip.
        const ratio = () => 0.525 + 0.05 * random.below(30);
        await checkKernel({
          kernel: '6-loss/tokenLoss',
          params: {
            count,
            maxTokens,
            advantagePerToken,
            isCispo: variant % 3 === 2 ? 1 : 0,
            epsilonLow: 0.2,
            epsilonHigh: variant % 3 === 2 ? 1.2 : 0.3,
            delta: variant % 2 ? 1.5 : 0,
            dualClip: variant % 4 === 1 ? 1.4 : 0,
            beta: 0.1,
            klEstimator: variant % 4,
            klTimesRatio: random.below(2),
          },
          inputs: {
            newLogProbs: random.floats(count, () => -3 * random.next()),
            refLogProbs: random.floats(count, () => -3 * random.next()),
            logRatios: random.floats(count, () => Math.log(ratio())),
            advantages: random.floats(advantagePerToken ? count : rollouts),
            policyMask: random.floats(count, () => random.below(2)),
          },
          outputs: { terms: 6 * count },
          dispatch: { invocations: count },
          tolerance: { abs: 2e-6, rel: 1e-5 },
        });
      }
    }
  });

  it('tokenCoefficients', async () => {
    const random = randomInputs();
    for (const [rollouts, maxTokens] of SHAPES) {
      const size = rollouts * maxTokens;
      for (const [isSequence, perSequence] of [
        [0, 1],
        [1, 0],
        [1, 1],
      ]) {
        await checkKernel({
          kernel: '6-loss/tokenCoefficients',
          params: {
            rollouts,
            maxTokens,
            isSequence: isSequence!,
            perSequence: perSequence!,
            normaliser: 1 + random.below(9),
            entropyCoef: 0.3,
            entropyTokens: 5,
          },
          inputs: {
            terms: random.floats(6 * size),
            mask: raggedMask(rollouts, maxTokens, random.below),
            policyMask: random.floats(size, () => random.below(2)),
            entropies: random.floats(size, () => random.next()),
          },
          outputs: { coef: size, coefEntropy: size, sums: 6 * rollouts },
          dispatch: { workgroups: rollouts },
          tolerance: { abs: 2e-5, rel: 1e-5 },
        });
      }
    }
  });
});
