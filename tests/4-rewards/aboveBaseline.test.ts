// What: scores above the baseline of their own prompt.
import { expect, it } from 'vitest';
import type { Signals } from '../../src/blocks/signals.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { scoreRewards } from '../../src/4-rewards/scoreRewards.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { bareCompletions } from './bareCompletions.ts';
import { checkReward } from './rewardFixtures.ts';

it('takes from each rollout what its own prompt has', async () => {
  const signals: Signals = new Map([
    ['given/score', { shape: 'rollout', values: Float32Array.of(1, 2, 3, 4) }],
    ['greedy/score', { shape: 'prompt', values: Float32Array.of(1.5, -0.5) }],
  ]);
  for (const compute of [await testCompute(), new ReferenceCompute()]) {
    const { columns } = await scoreRewards(compute, {
      ...{ parsed: bareCompletions(compute, { rollouts: 4, maxTokens: 1 }), generations: 2, truths: [{}, {}], signals },
      uses: [{ name: 'aboveBaseline', knobs: { score: 'given/score' } }],
    });
    expect([...columns[0]!.values]).toEqual([-0.5, 0.5, 3.5, 4.5]);
  }
});

it('agrees with its reference', async () => {
  await checkReward('aboveBaseline');
});
