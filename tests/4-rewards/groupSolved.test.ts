// What: whether a group is solved: one answer must be right and have the form, not two of them one each.
import { expect, it } from 'vitest';
import { checkReward } from './rewardFixtures.ts';
import { signalScores } from './signalScores.ts';

it('is 1 for the whole group where one answer is right and has the form; each group alone', async () => {
  const right = [0, 1, 0, 1, 0, 0, 0, 0.9, 0];
  const form = [0, 1, 1, 0, 1, 1, 1, 1, 1];
  expect(await signalScores('groupSolved', { generations: 3, signals: { right, form } })).toEqual([1, 1, 1, 0, 0, 0, 0, 0, 0]); // prettier-ignore
});

it('agrees with its reference', async () => {
  await checkReward('groupSolved');
});
