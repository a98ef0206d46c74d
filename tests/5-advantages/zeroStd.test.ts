// What: frac_reward_zero_std: a spread is zero where all rewards are equal, not where they are close; per group or over the
// batch, as the advantages are scaled.
import { describe, expect, it } from 'vitest';
import { computeAdvantages } from '../../src/5-advantages/computeAdvantages.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { testCompute } from '../gpu/nodeDevice.ts';

type Scale = 'group' | 'batch' | 'none';

describe.each([
  ['WebGPU', testCompute],
  ['references', async () => new ReferenceCompute()],
] as const)('%s', (_, make) => {
  async function zeroShare(rewards: readonly (readonly number[])[], scaleRewards: Scale): Promise<number> {
    const { metrics } = await computeAdvantages(await make(), {
      ...{ reward: Float32Array.from(rewards.flat()), promptCount: rewards.length },
      ...{ lengths: new Int32Array(rewards.flat().length).fill(1), maxTokens: 1 },
      ...{ generations: rewards[0]!.length, scaleRewards, baseline: 'group_mean' as const },
    });
    return metrics['frac_reward_zero_std']!;
  }

  it.each([
    [
      'rewards a thousandth apart have a spread',
      [
        [0, 0.001],
        [0, 0.001],
      ],
      0,
    ],
    [
      'a spread of 1e-6 is one, too',
      [
        [0, 1e-6],
        [0, 1],
      ],
      0,
    ],
    [
      'equal rewards have none',
      [
        [0.3, 0.3],
        [0.7, 0.7],
      ],
      1,
    ],
    [
      'each group counts by itself',
      [
        [0.3, 0.3],
        [0, 1],
        [0.5, 0.5],
        [1, 0],
      ],
      0.5,
    ],
  ] as const)('per group: %s', async (_name, rewards, expected) => {
    expect(await zeroShare(rewards, 'group')).toBe(expected);
    expect(await zeroShare(rewards, 'none')).toBe(expected);
  });

  it.each([
    [
      'equal rewards in the whole batch: all advantages are 0',
      [
        [0.5, 0.5],
        [0.5, 0.5],
      ],
      1,
    ],
    [
      'groups that differ from each other only have a spread in the batch',
      [
        [0.25, 0.25],
        [0.75, 0.75],
      ],
      0,
    ],
    [
      'one reward is a thousandth larger',
      [
        [0.5, 0.5],
        [0.5, 0.501],
      ],
      0,
    ],
  ] as const)('over the batch: %s', async (_name, rewards, expected) =>
    expect(await zeroShare(rewards, 'batch')).toBe(expected),
  );
});
