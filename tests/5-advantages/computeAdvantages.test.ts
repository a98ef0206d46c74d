import { describe, expect, it } from 'vitest';
import { computeAdvantages } from '../../src/5-advantages/computeAdvantages.ts';
import type { AdvantagesToCompute } from '../../src/5-advantages/computeAdvantages.ts';
import type { Advantages } from '../../src/5-advantages/types.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { testCompute } from '../gpu/nodeDevice.ts';

const reward = Float32Array.of(1, 2, 3, 6, 5, 5, 5, 5);
const base: AdvantagesToCompute = {
  reward,
  promptCount: 2,
  generations: 4,
  lengths: Int32Array.of(1, 2, 3, 1, 2, 3, 1, 2),
  maxTokens: 3,
  scaleRewards: 'group',
  baseline: 'group_mean',
};
const groupStd = Math.sqrt((4 + 1 + 0 + 9) / 3);
const batchStd = Math.sqrt([...reward].reduce((sum, r) => sum + (r - 4) ** 2, 0) / 7);

async function compute(change: Partial<AdvantagesToCompute>) {
  const results: Advantages[] = [];
  for (const kind of [await testCompute(), new ReferenceCompute()]) {
    results.push(await computeAdvantages(kind, { ...base, ...change }));
  }
  results[0]!.advantages.forEach((value, r) => expect(value).toBeCloseTo(results[1]!.advantages[r]!, 5));
  // Every token of a completion carries the number of its rollout, those behind it carry 0.
  const { lengths, maxTokens } = { ...base, ...change };
  results[0]!.advantages.forEach((value, i) => {
    const r = Math.floor(i / maxTokens);
    expect(value).toBe(i % maxTokens < lengths[r]! ? results[0]!.perRollout[r] : 0);
  });
  return { ...results[0]!, advantages: results[0]!.perRollout };
}

const near = (actual: Float32Array, expected: readonly number[]) => {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, r) => expect(actual[r]).toBeCloseTo(value, 5));
};

describe('computeAdvantages', () => {
  it('gives the group z-score with the sample estimator and TRL metrics', async () => {
    const { advantages, groupMean, groupStd: stds, metrics } = await compute({});
    near(advantages, [...[-2, -1, 0, 3].map((gap) => gap / (groupStd + 1e-4)), 0, 0, 0, 0]);
    near(groupMean, [3, 5]);
    near(stds, [groupStd, 0]);
    expect(metrics['reward']).toBeCloseTo(4, 6);
    expect(metrics['reward_std']).toBeCloseTo(batchStd, 5);
    expect(metrics['frac_reward_zero_std']).toBe(0.5);
  });

  it('knows the other scales and baselines', async () => {
    near((await compute({ scaleRewards: 'none' })).advantages, [-2, -1, 0, 3, 0, 0, 0, 0]);
    const batch = await compute({ scaleRewards: 'batch' });
    near(batch.advantages, [...[-2, -1, 0, 3].map((gap) => gap / (batchStd + 1e-4)), 0, 0, 0, 0]);
    expect(batch.metrics['frac_reward_zero_std']).toBe(0);
    const loo = { baseline: 'leave_one_out', scaleRewards: 'none' } as const;
    near((await compute(loo)).advantages, [-8 / 3, -4 / 3, 0, 4, 0, 0, 0, 0]);
    near((await compute({ baseline: 'none', scaleRewards: 'none' })).advantages, [...reward]);
    const scaled = await compute({ baseline: 'none', scaleRewards: 'batch' });
    near(
      scaled.advantages,
      [...reward].map((r) => r / (batchStd + 1e-4)),
    );
    const grouped = await compute({ baseline: 'none', reward: reward.map((r) => r % 5), scaleRewards: 'group' });
    expect(grouped.advantages[0]).toBeGreaterThan(0);
  });

  it('normalises each column first when asked (GDPO)', async () => {
    const columns = [
      { name: 'a', range: [0, 1] as const, values: Float32Array.of(0, 1, 0, 1, 1, 1, 1, 1) },
      { name: 'b', range: [0, 1] as const, values: Float32Array.of(0, 0, 9, 9, 0, 0, 9, 9) },
    ];
    const table = { columns, weights: [1, 0.5] };
    const { advantages, metrics } = await compute({ aggregation: 'normalize_then_sum', table });
    const z = Math.sqrt(3) / 2;
    const sums = [-1.5 * z, 0.5 * z, -0.5 * z, 1.5 * z, -0.5 * z, -0.5 * z, 0.5 * z, 0.5 * z];
    const spread = Math.sqrt(sums.reduce((sum, x) => sum + x * x, 0) / 7);
    advantages.forEach((value, r) => expect(value).toBeCloseTo(sums[r]! / spread, 2));
    expect(metrics['rewards/a/mean']).toBeCloseTo(0.75, 6);
    expect(metrics['rewards/b/std']).toBeCloseTo(4.5 * Math.sqrt(8 / 7), 4);
    await expect(compute({ aggregation: 'normalize_then_sum' })).rejects.toThrow(/needs the reward columns/);
  });

  it('gives 0 for a group of one and says so, shuffles on demand, and checks its input', async () => {
    const one = await compute({ promptCount: 8, generations: 1 });
    near(one.advantages, new Array<number>(8).fill(0));
    expect(one.metrics['frac_reward_zero_std']).toBe(1);
    near(
      (await compute({ promptCount: 8, generations: 1, baseline: 'leave_one_out' })).advantages,
      new Array<number>(8).fill(0),
    );
    const lengths = Int32Array.of(2);
    const single = await compute({ promptCount: 1, generations: 1, reward: Float32Array.of(2), lengths });
    expect(single.metrics['reward_std']).toBe(0);
    const permutation = [7, 6, 5, 4, 3, 2, 1, 0];
    near((await compute({ scaleRewards: 'none', permutation })).advantages, [0, 0, 0, 0, 3, 0, -1, -2]);
    await expect(compute({ generations: 3 })).rejects.toThrow(/8 rewards for 2 prompts of 3/);
  });
});
