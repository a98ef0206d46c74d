// What: the independent oracle of the losses: a scalar loss in plain float64 loops, differentiated by central differences in the
// log-prob and the entropy of every token, compared with the coefficients.
import { expect } from 'vitest';
import { computeCoefficients } from '../../src/6-loss/computeCoefficients.ts';
import type { CoefficientsToCompute } from '../../src/6-loss/computeCoefficients.ts';
import type { LossSettings } from '../../src/6-loss/lossFile.ts';
import { completionMask, highEntropyMask } from '../../src/6-loss/tokenMasks.ts';
import type { Compute } from '../../src/gpu/compute.ts';
import { randomInputs } from '../gpu/randomInputs.ts';
import type { LossBatch } from './trlLoss.ts';

export type ScalarLoss = (
  settings: LossSettings,
  batch: LossBatch,
  logProbs: Float64Array,
  entropies: Float64Array,
  detached: Float64Array,
) => number;

export const plain: LossSettings = {
  lossType: 'grpo',
  importanceSamplingLevel: 'token',
  epsilon: 0.2,
  epsilonHigh: 0.28,
  delta: null,
  dualClip: null,
  beta: 0,
  klEstimator: 'k3',
  entropyCoef: 0,
  maskTruncatedCompletions: false,
  topEntropyQuantile: 1,
};

export const VARIANTS: readonly Partial<LossSettings>[] = [
  {},
  { delta: 1.5 },
  { dualClip: 1.4 },
  { beta: 0.3, klEstimator: 'k1' },
  { beta: 0.3, klEstimator: 'k2', useBiasCorrectionKl: true },
  { beta: 0.3, klEstimator: 'k3' },
  { beta: 0.3, klEstimator: 'k3', klMax: 0.05 },
  { beta: 0.3, klEstimator: 'k1', klMax: 0.2 },
  { beta: 0.3, klEstimator: 'k3', useBiasCorrectionKl: true, entropyCoef: 0.1 },
  { entropyCoef: 0.05, topEntropyQuantile: 0.4, maskTruncatedCompletions: true },
  { beta: 0.1, topEntropyQuantile: 0.6, delta: 1.3, dualClip: 2, maskTruncatedCompletions: true },
  { epsilonHigh: null, epsilon: 0.05 },
];

/** Ragged lengths (one empty), some truncated, ratios on both sides of every clip, advantages of both signs; no probability above 1. */
export function randomBatch(settings: LossSettings, hasNew = true): CoefficientsToCompute {
  const random = randomInputs();
  const [rollouts, maxTokens] = [6, 7];
  const size = rollouts * maxTokens;
  const oldLogProbs = random.floats(size, () => -0.35 - 3 * random.next());
  return {
    ...settings,
    oldLogProbs,
    ...(hasNew && { newLogProbs: oldLogProbs.map((old) => old + 0.6 * (random.next() - 0.5)) }),
    refLogProbs: oldLogProbs.map((old) => old + 0.5 * random.normal()),
    advantages: random.floats(rollouts),
    entropies: random.floats(size, () => 2 * random.next()),
    lengths: Int32Array.of(7, 1, 0, 5, 3, 6),
    truncated: Uint8Array.of(1, 0, 0, 0, 1, 0),
    maxTokens,
    maxCompletionLength: 9,
  };
}

const STEPS = [1e-6, 1e-5] as const;

function oracle(given: CoefficientsToCompute, scalarLoss: ScalarLoss, tokenWeights: ArrayLike<number>) {
  const { lengths, maxTokens, advantages } = given;
  const mask = completionMask(given);
  const perToken = advantages.length === mask.length;
  const batch = {
    rollouts: lengths.length,
    maxTokens,
    oldLogProbs: given.oldLogProbs,
    refLogProbs: given.refLogProbs!,
    advantages: mask.map((_, i) => advantages[perToken ? i : Math.floor(i / maxTokens)]!),
    mask,
    entropyMask: highEntropyMask(given.entropies, mask, given.topEntropyQuantile),
    tokenWeights,
    maxCompletionLength: given.maxCompletionLength!,
    ...(given.items && { items: given.items }),
  };
  const at = Float64Array.from(given.newLogProbs ?? given.oldLogProbs);
  const entropies = Float64Array.from(given.entropies);
  const loss = (logProbs: Float64Array, own: Float64Array) => scalarLoss(given, batch, logProbs, own, at);
  const slope = (values: Float64Array, i: number, of: (moved: Float64Array) => number, step: number) => {
    const moved = (by: number) => of(values.with(i, values[i]! + by));
    return (moved(step) - moved(-step)) / (2 * step);
  };
  return {
    loss: loss(at, entropies),
    slopes: Array.from(mask, (_, i) => STEPS.map((step) => slope(at, i, (moved) => loss(moved, entropies), step))),
    entropySlopes: Array.from(mask, (_, i) => slope(entropies, i, (moved) => loss(at, moved), 1e-3)),
  };
}

/** `weightsOf`: what the policy term of each token is multiplied by beside the entropy mask; 1 where absent. */
export async function compareWithOracle(
  computes: readonly Compute[],
  given: CoefficientsToCompute,
  scalarLoss: ScalarLoss,
  { weights, rel = 1e-5 }: { readonly weights?: ArrayLike<number>; readonly rel?: number } = {},
): Promise<void> {
  const expected = oracle(given, scalarLoss, weights ?? given.entropies.map(() => 1));
  for (const compute of computes) {
    const { coef, coefEntropy, loss } = await computeCoefficients(compute, given);
    expect(Math.abs(loss - expected.loss)).toBeLessThan(2e-6 + rel * Math.abs(expected.loss));
    let skipped = 0;
    for (let i = 0; i < coef.length; i++) {
      // At a kink (a ratio within the step of a clip) the two steps differ: nothing to compare there.
      const [fine, coarse] = expected.slopes[i] as [number, number];
      if (Math.abs(fine - coarse) > 1e-6 * (1 + Math.abs(fine))) skipped += 1;
      else expect(Math.abs(coef[i]! - fine), `coefficient ${i}`).toBeLessThan(2e-6 + rel * Math.abs(fine));
      expect(coefEntropy[i]).toBeCloseTo(expected.entropySlopes[i]!, 6);
    }
    expect(skipped).toBeLessThan(8); // one completion, where the ratio is one of the sequence
  }
}
