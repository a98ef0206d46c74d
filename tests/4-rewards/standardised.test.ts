// What: a score on the scale of its deviations, by hand.
import { expect, it } from 'vitest';
import { checkReward } from './rewardFixtures.ts';
import { signalScores } from './signalScores.ts';

it('is the bias at the mean and a scale more one deviation above it', async () => {
  const signals = { score: [2, 6, -2, 3] };
  const at = (knobs: Readonly<Record<string, number>>) =>
    signalScores('standardised', { generations: 4, signals, knobs });
  expect(await at({})).toEqual([2, 6, -2, 3]);
  expect(await at({ mean: 2, spread: 4, scale: 0.5, bias: 1 })).toEqual([1, 1.5, 0.5, 1.125]);
  expect(await at({ mean: 2, spread: 0.5, scale: -1 })).toEqual([0, -8, 8, -2]);
});

it('agrees with its reference', async () => {
  await checkReward('standardised', { mean: 0.5, spread: 2, scale: 0.3, bias: -1 }, 1e-5);
});
