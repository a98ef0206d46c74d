// What: the order of scores, against an integral of the normal density, and its properties (SYSTEMS 5.8).
import { expect, it } from 'vitest';
import { pairFidelity } from '../../shaders/4-rewards/orderFidelity.ref.ts';
import { scoreRewards } from '../../src/4-rewards/scoreRewards.ts';
import type { Truth } from '../../src/4-rewards/types.ts';
import type { Signal } from '../../src/blocks/signals.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { randomInputs } from '../gpu/randomInputs.ts';
import { bareCompletions } from './bareCompletions.ts';
import { checkReward } from './rewardFixtures.ts';

/** A step of 1e-7 of p moves √(p + 1e-6) by up to 5e-5. */
const NEAR = 2e-4;

/** The column by the shader, NaN where nothing is scored; fails where the reference is far from it. */
async function fidelity(scores: readonly (readonly number[])[], truths: readonly Truth[]) {
  const generations = scores[0]!.length;
  const signal: Signal = { shape: 'rollout', values: Float32Array.from(scores.flat()) };
  const columns: number[][] = [];
  for (const compute of [await testCompute(), new ReferenceCompute()]) {
    const table = await scoreRewards(compute, {
      parsed: bareCompletions(compute, { rollouts: scores.length * generations, maxTokens: 1 }),
      ...{ generations, truths, signals: new Map([['mine/score', signal]]) },
      uses: [{ name: 'orderFidelity', knobs: { score: 'mine/score' } }],
    });
    const { values, scorable } = table.columns[0]!;
    columns.push(Array.from(values, (value, r) => (scorable?.[r] === 0 ? NaN : value)));
  }
  columns[0]!.forEach((value, r) =>
    Number.isNaN(value)
      ? expect(columns[1]![r]).toBeNaN()
      : expect(Math.abs(value - columns[1]![r]!)).toBeLessThan(NEAR),
  );
  return columns[0]!;
}
const quality = (...values: number[]): Truth[] => values.map((value) => ({ quality: value }));

/** Φ by Simpson's rule. */
function normal(x: number): number {
  const [low, steps] = [-9, 4000];
  const h = (x - low) / steps;
  const density = (z: number) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  let sum = density(low) + density(x);
  for (let k = 1; k < steps; k++) sum += (k % 2 === 1 ? 4 : 2) * density(low + k * h);
  return (sum * h) / 3;
}

it('is √(p·t) + √((1−p)(1−t)) over the normal density, mean over the other prompts', async () => {
  const { next, below } = randomInputs();
  const scores = Array.from({ length: 5 }, () => Array.from({ length: 4 }, () => 1 + 4 * next()));
  const truths = scores.map(() => 1 + below(4));
  const found = await fidelity(scores, quality(...truths));
  const mean = (list: readonly number[]) => list.reduce((sum, x) => sum + x, 0) / list.length;
  const variance = (list: readonly number[]) => (mean(list.map((x) => x * x)) - mean(list) ** 2) * (4 / 3);
  const expected = scores.flatMap((own, i) =>
    own.map((score) =>
      mean(
        scores.flatMap((other, j) => {
          if (i === j) return [];
          const p = normal((score - mean(other)) / Math.sqrt(variance(own) + variance(other) + 1e-6));
          const t = truths[i]! > truths[j]! ? 1 : truths[i]! < truths[j]! ? 0 : 0.5;
          return [Math.sqrt(p * t + 1e-6) + Math.sqrt((1 - p) * (1 - t) + 1e-6)];
        }),
      ),
    ),
  );
  found.forEach((value, r) => expect(Math.abs(value - expected[r]!)).toBeLessThan(5e-4));
});

it('pays 1.001 for the right order, 0.002 for the wrong one, and rises with the right score', async () => {
  const right = await fidelity(
    [
      [4.1, 4.3],
      [1.8, 2],
    ],
    quality(4, 2),
  );
  for (const value of right) expect(value).toBeCloseTo(1.001, 4);
  for (const value of await fidelity(
    [
      [4.1, 4.3],
      [1.8, 2],
    ],
    quality(2, 4),
  ))
    expect(value).toBeCloseTo(0.002, 4);
  const rising = await fidelity(
    [
      [1, 2, 3, 4, 5],
      [2, 2.5, 3, 3.5, 4],
    ],
    quality(4, 2),
  );
  for (let g = 1; g < 5; g++) expect(rising[g]!).toBeGreaterThan(rising[g - 1]!);
  // As it should be, p = t: 1 up to the floor in both roots.
  for (const t of [0, 0.5, 1]) {
    const otherMean = t === 0.5 ? 3 : t === 1 ? -50 : 50;
    expect(pairFidelity({ score: 3, otherMean, variances: 1, wanted: t })).toBeCloseTo(1, 2);
  }
});

it('leaves out prompts without a true score; one prompt alone, or one rollout each', async () => {
  const two = await fidelity(
    [
      [4, 4.2],
      [2, 2.2],
    ],
    [{ quality: 4 }, { answer: '2' }],
  );
  const three = await fidelity(
    [
      [4, 4.2],
      [2, 2.2],
      [9, 1],
    ],
    [{ quality: 4 }, { answer: '2' }, { answer: 'blur' }],
  );
  expect(three.slice(0, 4)).toEqual(two);
  expect(three.slice(4)).toEqual([NaN, NaN]);
  expect(await fidelity([[4, 2]], quality(3))).toEqual([NaN, NaN]);
  for (const value of await fidelity([[4], [2]], quality(4, 2))) expect(value).toBeCloseTo(Math.SQRT1_2 + 0.001, 4);
});

it('agrees with its reference', async () => {
  await checkReward('orderFidelity', {}, NEAR);
});
