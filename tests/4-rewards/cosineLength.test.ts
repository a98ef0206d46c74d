// What: the cosine over the length, with values worked out by hand: cos 0 = 1, cos π/2 = 0, cos π = −1.
import { expect, it } from 'vitest';
import { scoreRewards } from '../../src/4-rewards/scoreRewards.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { parseTexts } from './completionFixtures.ts';
import { checkReward } from './rewardFixtures.ts';

it('falls from the short to the long value, and stays there', async () => {
  const lengths = [0, 5, 10, 20, 0, 5, 10];
  for (const compute of [await testCompute(), new ReferenceCompute()]) {
    const parsed = await parseTexts(
      compute,
      lengths.map((length) => 'a'.repeat(length)),
    );
    const { columns } = await scoreRewards(compute, {
      ...{ parsed, generations: lengths.length, truths: [{}] },
      signals: new Map([['my/right', { shape: 'rollout', values: Float32Array.of(1, 1, 1, 1, 0, 0.5, 0) }]]),
      uses: [{ name: 'cosineLength', knobs: { right: 'my/right', longest: 10 } }],
    });
    const wanted = [1, 0.75, 0.5, 0.5, -1, -0.75, -0.5].map((value) => expect.closeTo(value, 6) as number);
    expect([...columns[0]!.values]).toEqual(wanted);
  }
});

it('agrees with its reference', async () => {
  await checkReward('cosineLength');
});
