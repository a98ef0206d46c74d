// What: the harmonic mean of two scores, by known means and where one of them is missing.
import { expect, it } from 'vitest';
import { checkReward } from './rewardFixtures.ts';
import { signalScores } from './signalScores.ts';

it('is the mean speed there and back, and 0 where one score is not positive', async () => {
  const first = [3, 1, 2.5, 0, 1, -1, 0];
  const second = [6, 3, 2.5, 1, 0, 2, 0];
  const expected = [4, 1.5, 2.5, 0, 0, 0, 0].map((value) => expect.closeTo(value, 4) as number);
  expect(await signalScores('harmonicMean', { generations: 7, signals: { first, second } })).toEqual(expected);
});

it('agrees with its reference', async () => {
  await checkReward('harmonicMean');
});
