// What: a probability from a difference of logits: odds worked out by hand.
import { expect, it } from 'vitest';
import { checkReward } from './rewardFixtures.ts';
import { signalScores } from './signalScores.ts';

it('has the odds e^margin', async () => {
  const odds = [1, 3, 1 / 3, 9, 1 / 99];
  const margin = [...odds.map(Math.log), 500, -500];
  const expected = [0.5, 0.75, 0.25, 0.9, 0.01, 1, 0].map((value) => expect.closeTo(value, 5) as number);
  expect(await signalScores('classProbability', { generations: 7, signals: { margin } })).toEqual(expected);
});

it('agrees with its reference', async () => {
  await checkReward('classProbability');
});
