import { describe, it } from 'vitest';
import { SUM_COUNT, TERM_COUNT } from '../../src/6-loss/columns.ts';
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

  /** Params beyond the common ones, by kernel; the second of two where there are two variants. */
  const LOSS_KERNELS = {
    tokenLoss: [
      { epsilonLow: 0.2, epsilonHigh: 0.3, delta: 0, dualClip: 0, klGap: 0 },
      { epsilonLow: 0.2, epsilonHigh: 0.3, delta: 1.5, dualClip: 1.4, klGap: 0.35 },
    ],
    cispoLoss: [{ epsilonHigh: 1.2 }],
    sapoLoss: [{ temperaturePos: 1, temperatureNeg: 1.05 }],
    gpgLoss: [{}],
    preClampLoss: [
      { epsilonLow: 0.2, epsilonHigh: 0.3, mostLogRatio: 9 },
      { epsilonLow: 0.2, epsilonHigh: 0.3, mostLogRatio: Math.log(1.71) },
    ],
    droLoss: [{ droBeta: 0.05 }],
    dppoLoss: [
      { epsilonLow: 0.1, epsilonHigh: 0.15, mostRatio: 1.4, isKl: 0 },
      { epsilonLow: 0.02, epsilonHigh: 0.03, mostRatio: 20, isKl: 1 },
    ],
    klCovLoss: [{ klCoef: 0.7 }],
    vespoLoss: [{ kPos: 2, lambdaPos: 3, kNeg: 3, lambdaNeg: 2 }],
    geoMeanLoss: [{ epsilonLow: 0.2, epsilonHigh: 0.3 }],
  } as const;
  const OF_ROLLOUTS = ['vespoLoss', 'geoMeanLoss'];

  for (const [kernel, variants] of Object.entries(LOSS_KERNELS)) {
    it(kernel, async () => {
      const random = randomInputs();
      for (const [rollouts, maxTokens] of SHAPES) {
        const count = rollouts * maxTokens;
        for (let variant = 0; variant < 8; variant++) {
          const advantagePerToken = random.below(2);
          // Ratios in steps of 5 % from 0.525 and probabilities in steps, so that rounding never decides about a clip; one
          // completion of vespo has a small sum of log-ratios.
          const ratio = () => 0.525 + 0.05 * random.below(30);
          const isWhole = OF_ROLLOUTS.includes(kernel);
          const mask = raggedMask(rollouts, maxTokens, random.below);
          const newLogProbs = random.floats(count, () => Math.log(0.1) - 3 * random.below(2));
          const policyMask = random.floats(count, () => 0.5 * random.below(3));
          const logRatio = () => (kernel === 'vespoLoss' ? (2 * Math.log(ratio())) / maxTokens : Math.log(ratio()));
          await checkKernel({
            kernel: `6-loss/${kernel}`,
            params: {
              count,
              maxTokens,
              advantagePerToken,
              ...variants[variant % variants.length],
              beta: 0.1,
              klEstimator: variant % 4,
              klTimesRatio: random.below(2),
              klMax: 0.3 * random.below(2),
            },
            inputs: {
              newLogProbs,
              // Far from the policy only where the loss is masked: a KL of a hundred nats could cancel it and leave no digit.
              refLogProbs: newLogProbs.map((own, i) =>
                policyMask[i] ? own + 2 * random.next() - 1 : -3 * random.next(),
              ),
              logRatios: random.floats(count, logRatio),
              advantages: random.floats(advantagePerToken ? count : rollouts),
              policyMask,
              ...(isWhole && { mask }),
              ...(kernel === 'klCovLoss' && { selected: random.floats(count, () => random.below(2)) }),
            },
            outputs: { terms: TERM_COUNT * count },
            dispatch: isWhole ? { workgroups: rollouts } : { invocations: count },
            tolerance: { abs: 5e-6, rel: 2e-5 },
          });
        }
      }
    });
  }

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
            terms: random.floats(TERM_COUNT * size),
            mask: raggedMask(rollouts, maxTokens, random.below),
            policyMask: random.floats(size, () => random.below(2)),
            entropies: random.floats(size, () => random.next()),
          },
          outputs: { coef: size, coefEntropy: size, sums: SUM_COUNT * rollouts },
          dispatch: { workgroups: rollouts },
          tolerance: { abs: 2e-5, rel: 1e-5 },
        });
      }
    }
  });
});
