// What: a score behind a threshold of another one.
import { expect, it } from 'vitest';
import { checkReward, constantSignals, scores } from './rewardFixtures.ts';

it('gives the score from the threshold on', async () => {
  const at = (opener: number, least?: number) =>
    scores('openedScore', {}, ['x'], {
      knobs: least === undefined ? {} : { least },
      signals: constantSignals('rollout', { 'judge/score': -2.5, 'reward/format': opener }),
    });
  expect([await at(1), await at(0.999), await at(2)].flat()).toEqual([-2.5, 0, -2.5]);
  expect([await at(0.5, 0.5), await at(0.25, 0.5), await at(-1, -1)].flat()).toEqual([-2.5, 0, -2.5]);
});

it('agrees with its reference', async () => {
  await checkReward('openedScore', { least: 0 });
});
