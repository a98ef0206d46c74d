// What: which completions the gate lets through.
import { expect, it } from 'vitest';
import { checkReward } from './rewardFixtures.ts';
import { scoreRewards } from '../../src/4-rewards/scoreRewards.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { parseTexts } from './completionFixtures.ts';

it('pays the block and the score, nothing without a block', async () => {
  const texts = [
    '<answer>red</answer>',
    'x<answer>\nblue\n</answer>y',
    'red',
    '<answer>red',
    '</answer><answer>',
    '<ANSWER>red</ANSWER>',
  ];
  for (const compute of [await testCompute(), new ReferenceCompute()]) {
    const parsed = await parseTexts(compute, texts);
    const { columns } = await scoreRewards(compute, {
      ...{ parsed, generations: texts.length, truths: [{ answer: 'red' }] },
      signals: new Map([['my/score', { shape: 'rollout', values: Float32Array.of(1, 0.25, 1, 1, 1, 1) }]]),
      uses: [{ name: 'gatedScore', knobs: { score: 'my/score' } }],
    });
    expect([...columns[0]!.values]).toEqual([3, 1.5, 0, 0, 0, 0]);
  }
});

it('agrees with its reference', async () => {
  await checkReward('gatedScore', { base: 0.5, gain: -1 });
});
