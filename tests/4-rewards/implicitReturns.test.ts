// What: returns of outcome and process against PRIME's two forms of the same baseline, and what process_weight 0 leaves.
import { expect, it } from 'vitest';
import { batchNormalised, implicitScores } from '../../src/4-rewards/implicitScores.ts';
import { computeAdvantages, weightedSum } from '../../src/5-advantages/computeAdvantages.ts';
import { defaultsOf } from '../../src/blocks/block.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { goldenStep } from '../golden/goldenStep.ts';

const block = blocksIn('composition').get('implicitReturns')!;
const T = 3;
const LENGTHS = [3, 2, 1, 3];
const OUTCOME = [1, 0, 0, 1];
const phi = LENGTHS.map((_, r) => Array.from({ length: T }, (_t, t) => -1 + Math.sin(3 * r + t)));
const reference = LENGTHS.map((_, r) => Array.from({ length: T }, (_t, t) => -1 + Math.cos(r + 2 * t)));
const q = (r: number, t: number) => (t < LENGTHS[r]! ? phi[r]![t]! - reference[r]![t]! : 0);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const ownMean = (r: number) => mean(Array.from({ length: LENGTHS[r]! }, (_, t) => q(r, t)));

async function advantages(knobs: Readonly<Record<string, unknown>>) {
  const compute = new ReferenceCompute();
  const mask = LENGTHS.map((length) => Array.from({ length: T }, (_, t) => (t < length ? 1 : 0)));
  const signals = { 'phi/logProb': phi, 'ref/logProb': reference };
  const step = goldenStep({ compute, mask, columns: { right: OUTCOME }, signals });
  const reward = Float32Array.from(OUTCOME);
  const objectives = block.compose(step, [weightedSum(reward, [], [], 1)], {
    ...defaultsOf(block, 'p'),
    ...knobs,
  } as never);
  const layout = { promptCount: 1, generations: 4, maxTokens: T, lengths: Int32Array.from(LENGTHS) };
  const given = { ...layout, reward, objectives, scaleRewards: 'group', baseline: 'group_mean' } as const;
  return (await computeAdvantages(compute, given)).advantages;
}

it('adds the outcome against the others and the return of each token against the others and its own mean', async () => {
  const made = await advantages({ batch_norm: false });
  LENGTHS.forEach((length, r) => {
    const others = [0, 1, 2, 3].filter((g) => g !== r);
    const outcome = OUTCOME[r]! - mean(others.map((g) => OUTCOME[g]!));
    for (let t = 0; t < length; t++) {
      let expected = outcome;
      for (let j = t; j < length; j++) expected += q(r, j) - mean(others.map(ownMean)) + (q(r, j) - ownMean(r)) / 3;
      expect(made[r * T + t]).toBeCloseTo(expected, 5);
    }
    for (let t = length; t < T; t++) expect(made[r * T + t]).toBe(0);
  });
});

it('is the outcome alone with process_weight 0, and divides by the largest return of the batch', async () => {
  const made = await advantages({ process_weight: 0 });
  LENGTHS.forEach((_, r) => expect(made[r * T]).toBeCloseTo(OUTCOME[r]! ? 2 / 3 : -2 / 3, 6));
  const scores = batchNormalised(Float64Array.of(1, -3, 0.5, 2, 1, 1), 3);
  expect([...scores]).toEqual([1, -3, 0.5, 2, 1, 1].map((value) => value / (4 + 1e-6)));
});

it('whole: the sum on the last token that counts', () => {
  const given = { logProbs: [1, 2, 3, 4], refLogProbs: [0, 0, 0, 0], mask: [1, 1, 1, 0], maxTokens: 2 };
  expect([...implicitScores({ ...given, whole: true })]).toEqual([0, 3, 3, 0]);
  expect([...implicitScores({ ...given, whole: false })]).toEqual([1, 2, 3, 0]);
});
