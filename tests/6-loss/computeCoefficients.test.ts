import { describe, expect, it } from 'vitest';
import { computeCoefficients } from '../../src/6-loss/computeCoefficients.ts';
import type { CoefficientsToCompute } from '../../src/6-loss/computeCoefficients.ts';
import { highEntropyMask, quantile } from '../../src/6-loss/tokenMasks.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { compareWithOracle, plain, randomBatch, VARIANTS } from './lossOracle.ts';
import { trlLoss } from './trlLoss.ts';

const LOSS_TYPES = ['grpo', 'bnpo', 'dapo', 'dr_grpo', 'cispo', 'luspo', 'sapo', 'vespo'] as const;

describe('coefficients', () => {
  for (const lossType of LOSS_TYPES) {
    for (const importanceSamplingLevel of ['token', 'sequence'] as const) {
      it(`are the central differences of the loss: ${lossType}, ${importanceSamplingLevel}`, async () => {
        const high = lossType === 'cispo' ? { epsilonHigh: 1.1 } : {};
        const computes = [await testCompute(), new ReferenceCompute()];
        for (const variant of VARIANTS) {
          const settings = { ...plain, lossType, importanceSamplingLevel, ...high, ...variant };
          for (const hasNew of [true, false]) await compareWithOracle(computes, randomBatch(settings, hasNew), trlLoss);
        }
      });
    }
  }

  it('are the central differences of the loss where the log-ratio of the KL is bounded', async () => {
    const computes = [await testCompute(), new ReferenceCompute()];
    for (const klEstimator of ['k1', 'k2', 'k3'] as const) {
      for (const own of [{}, { klMax: 0.05 }, { useBiasCorrectionKl: true }]) {
        const settings = { ...plain, beta: 0.3, klEstimator, klGapMax: 0.4, ...own };
        await compareWithOracle(computes, randomBatch(settings), trlLoss);
      }
    }
    const { coef } = await computeCoefficients(computes[1]!, {
      ...{ ...plain, beta: 1, klGapMax: 10, advantages: Float32Array.of(0), entropies: new Float32Array(3) },
      ...{
        oldLogProbs: new Float32Array(3),
        refLogProbs: Float32Array.of(11, -11, -9),
        lengths: Int32Array.of(3),
        maxTokens: 3,
      },
    });
    expect([...coef]).toEqual([0, 0, expect.closeTo((1 - Math.exp(-9)) / 3, 6)]);
  });

  it('takes advantages of tokens, masks of observations, and batches that hold nothing', async () => {
    const compute = await testCompute();
    const given = randomBatch(plain);
    const size = given.oldLogProbs.length;
    const spread = Float32Array.from({ length: size }, (_, i) => given.advantages[Math.floor(i / 7)]!);
    const [a, b] = [
      await computeCoefficients(compute, given),
      await computeCoefficients(compute, { ...given, advantages: spread }),
    ];
    expect([...a.coef]).toEqual([...b.coef]);
    const observed = await computeCoefficients(compute, {
      ...given,
      mask: new Float32Array(size).fill(1).fill(0, 0, 3),
    });
    expect([...observed.coef.subarray(0, 3)]).toEqual([0, 0, 0]);
    const empty = await computeCoefficients(compute, {
      ...given,
      lengths: new Int32Array(6),
      topEntropyQuantile: 0.5,
      entropyCoef: 1,
    });
    expect(empty.loss).toBe(0);
    expect(empty.coef.every((value) => value === 0) && empty.coefEntropy.every((value) => value === 0)).toBe(true);
    expect(Object.values(empty.metrics).every(Number.isFinite)).toBe(true);
    const dirty = await computeCoefficients(compute, {
      ...given,
      oldLogProbs: given.oldLogProbs.map((x, i) => (i === 13 ? NaN : x)),
    });
    expect(dirty.coef.every(Number.isFinite)).toBe(true);
  });

  it('checks what it gets', async () => {
    const compute = await testCompute();
    const { refLogProbs, ...rest } = randomBatch({ ...plain, beta: 0.1 });
    expect(refLogProbs).toHaveLength(42);
    await expect(computeCoefficients(compute, rest)).rejects.toThrow(/reference policy are missing/);
    const short = { ...randomBatch(plain), entropies: new Float32Array(3) };
    await expect(computeCoefficients(compute, short)).rejects.toThrow(/3 numbers as entropies, not 6 × 7/);
    await expect(
      computeCoefficients(compute, { ...randomBatch(plain), advantages: new Float32Array(5) }),
    ).rejects.toThrow(/5 adv/);
  });
});

describe('metrics', () => {
  const logs = (...ratios: readonly number[]) => Float32Array.from(ratios, (ratio) => Math.log(ratio));
  const given: CoefficientsToCompute = {
    ...plain,
    epsilonHigh: 0.2,
    oldLogProbs: new Float32Array(8),
    newLogProbs: logs(1, 1.5, 0.5, 1, 0.5, 0.7, 1.5, 1),
    refLogProbs: logs(1, 1.5, 0.5, 1, 0.5, 0.7, 1.5, 1),
    advantages: Float32Array.of(1, -1),
    entropies: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8),
    lengths: Int32Array.of(3, 4),
    maxTokens: 4,
  };

  it('are those of TRL: clip ratios over tokens and completions, entropy and kl over tokens', async () => {
    const { metrics, loss } = await computeCoefficients(await testCompute(), given);
    expect(metrics['clip_ratio/high_mean']).toBeCloseTo(1 / 7, 6);
    expect(metrics['clip_ratio/high_max']).toBeCloseTo(1 / 3, 6);
    expect(metrics['clip_ratio/low_mean']).toBeCloseTo(2 / 7, 6);
    expect(metrics['clip_ratio/low_min']).toBe(0);
    expect(metrics['clip_ratio/region_mean']).toBeCloseTo(3 / 7, 6);
    expect(metrics['entropy']).toBeCloseTo((1 + 2 + 3 + 5 + 6 + 7 + 8) / 7, 5);
    expect(metrics['kl']).toBe(0);
    expect(metrics['loss']).toBe(loss);
    expect('policy_loss' in metrics).toBe(false);
  });

  it('count completions where the ratio is one of the sequence, and name the bonus', async () => {
    const compute = await testCompute();
    const sequence = await computeCoefficients(compute, {
      ...given,
      importanceSamplingLevel: 'sequence',
      entropyCoef: 0.5,
    });
    expect(sequence.metrics['clip_ratio/low_mean']).toBe(0);
    expect(sequence.metrics['entropy_coef']).toBe(0.5);
    expect(sequence.metrics['policy_loss']! - sequence.loss).toBeCloseTo((0.5 * 32) / 7, 5);
    const cispo = await computeCoefficients(compute, { ...given, lossType: 'cispo', epsilonHigh: 1.2 });
    expect(cispo.metrics['cispo_clip_ratio']).toBeCloseTo(1 / 7, 6);
  });

  it('knows the quantile of torch', () => {
    expect(quantile(Float32Array.of(4, 1, 3, 2), 0.5)).toBe(2.5);
    expect(quantile(Float32Array.of(5), 0.3)).toBe(5);
    const mask = highEntropyMask(Float32Array.of(1, 2, 3, 4, 9), Float32Array.of(1, 1, 1, 1, 0), 0.5);
    expect([...mask]).toEqual([0, 0, 1, 1, 0]);
  });
});
