// What: the perception term: kernel and reference, its gradient by central differences of a scalar loss in plain loops, quantile and
// clip against sorting, the clamps.
import { describe, expect, it } from 'vitest';
import { divergenceLoss } from '../../src/6-loss/divergenceLoss.ts';
import type { DivergenceSettings } from '../../src/6-loss/divergenceLoss.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { checkKernel } from '../gpu/checkKernel.ts';
import { randomInputs } from '../gpu/randomInputs.ts';

/** Ragged; the first is empty where there are several. */
function batch(rollouts: number, maxTokens: number) {
  const random = randomInputs();
  const lengths = Array.from({ length: rollouts }, (_, r) =>
    r === 0 && rollouts > 1 ? 0 : 1 + random.below(maxTokens),
  );
  const size = rollouts * maxTokens;
  // Steps of 1/64 and no two alike in a rollout but by chance: an ulp of exp never decides about a quantile.
  const logProbs = random.floats(size, () => -random.below(256) / 64);
  const viewLogProbs = logProbs.map((own) => own - random.below(128) / 64 + 0.5);
  const mask = Float32Array.from({ length: size }, (_, i) =>
    i % maxTokens < lengths[Math.floor(i / maxTokens)]! ? 1 : 0,
  );
  const weights = random.floats(rollouts, () => (random.below(3) + 1) / 2);
  const divisors = lengths.map((length) => rollouts * Math.max(length, 1));
  return { logProbs, viewLogProbs, mask, weights, divisors, lengths };
}

const SETTINGS: readonly DivergenceSettings[] = [
  { strength: 0.02, topShare: null, clip: null },
  { strength: 0.5, topShare: 0.2, clip: null },
  { strength: 0.5, topShare: 0.6, clip: 0.4 },
  { strength: 1, topShare: null, clip: 0.2 },
];

/** Written from the paper: float64, sorts, no kernel. */
function scalar(given: ReturnType<typeof batch>, view: Float64Array, clean: Float64Array, set: DivergenceSettings) {
  const { mask, weights, divisors, lengths } = given;
  const maxTokens = mask.length / weights.length;
  let total = 0;
  lengths.forEach((length, r) => {
    const at = Array.from({ length }, (_, t) => r * maxTokens + t);
    const k = at.map((i) => {
      const x = Math.max(-20, Math.min(20, view[i]! - clean[i]!));
      return weights[r]! * Math.min(10, Math.exp(x) - x - 1);
    });
    const sorted = k.toSorted((a, b) => a - b);
    const place = (1 - (set.topShare ?? 1)) * (length - 1);
    const low = sorted[Math.floor(place)]!;
    const quantile = low + (place - Math.floor(place)) * (sorted[Math.min(Math.floor(place) + 1, length - 1)]! - low);
    for (const one of k) if (one >= quantile - 1e-12) total += Math.min(one, set.clip ?? Infinity) / divisors[r]!;
  });
  return -set.strength * total;
}

describe('the perception term', () => {
  it('kernel = reference', async () => {
    for (const [rollouts, maxTokens] of [
      [1, 1],
      [1, 64],
      [3, 65],
      [70, 5],
    ] as const) {
      for (const { strength, topShare, clip } of SETTINGS) {
        const { logProbs, viewLogProbs, mask, weights, divisors, lengths } = batch(rollouts, maxTokens);
        const rank = (r: number) =>
          topShare === null ? -1 : Math.fround((1 - topShare) * Math.max(lengths[r]! - 1, 0));
        const ofRollout = Float32Array.from(divisors.flatMap((divisor, r) => [weights[r]!, divisor, rank(r)]));
        await checkKernel({
          kernel: '6-loss/divergenceLoss',
          params: { rollouts, maxTokens, strength, clip: clip ?? 0 },
          inputs: { viewLogProbs, logProbs, mask, ofRollout },
          outputs: { kept: mask.length, coef: mask.length, sums: 2 * rollouts },
          dispatch: { workgroups: rollouts },
          tolerance: { abs: 5e-6, rel: 1e-5 }, // exp in WGSL, as in viewDivergence.test.ts; sums of up to 65
        });
      }
    }
  });

  it.each(SETTINGS)('gradient = central differences, on both sides: %o', async (settings) => {
    const given = batch(5, 9);
    const { divisors } = given;
    const made = await divergenceLoss(await testCompute(), { ...given, divisor: (r) => divisors[r]! }, settings);
    const [view, clean] = [Float64Array.from(given.viewLogProbs), Float64Array.from(given.logProbs)];
    expect(made.loss).toBeCloseTo(scalar(given, view, clean, settings), 5);
    const slope = (array: Float64Array, i: number) => {
      const [step, kept] = [1e-5, array[i]!];
      const at = (value: number) => ((array[i] = value), scalar(given, view, clean, settings));
      const difference = (at(kept + step) - at(kept - step)) / (2 * step);
      array[i] = kept;
      return difference;
    };
    let live = 0;
    made.coef.forEach((coef, i) => {
      // Where a neighbour is just as far the quantile moves with the token: no slope to compare with.
      const row = (j: number) => Math.floor(j / 9);
      const x = (j: number) => given.viewLogProbs[j]! - given.logProbs[j]!;
      const isAlone = given.mask.every((_, j) => j === i || row(j) !== row(i) || Math.abs(x(j) - x(i)) > 1e-4);
      if (settings.topShare !== null && !isAlone) return;
      expect(slope(clean, i)).toBeCloseTo(coef, 5);
      expect(slope(view, i)).toBeCloseTo(-coef, 5);
      live += coef !== 0 ? 1 : 0;
    });
    expect(live).toBeGreaterThan(0);
  });

  it('has no gradient at all beyond its clamps, and none on padding', async () => {
    const logProbs = Float32Array.of(-0.5, -3, -0.25, -1, -1, -21.5);
    const viewLogProbs = Float32Array.of(-20.75, -0.25, -11, -1.5, -2, -0.5);
    const mask = Float32Array.of(1, 1, 1, 1, 0, 1);
    const { coef, kept, liveShare } = await divergenceLoss(
      await testCompute(),
      { logProbs, viewLogProbs, mask, weights: Float32Array.of(1), divisor: () => 5 },
      { strength: 1, topShare: null, clip: null },
    );
    expect([...coef].map((value) => value !== 0)).toEqual([false, false, true, true, false, false]);
    expect([kept[0], kept[1], kept[5]]).toEqual([10, 10, 10]);
    expect(coef[3]).toBeCloseTo(Math.expm1(-0.5) / 5, 6);
    expect(liveShare).toBeCloseTo(0.4, 6);
  });
});
