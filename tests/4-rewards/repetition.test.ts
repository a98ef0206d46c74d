import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

it('gives the values of TRL', async () => {
  const knobs = { ngram_size: 2 };
  expect(await scores('repetition', {}, ['abcd', 'eeeee', 'a', ''], { knobs })).toEqual([0, -0.75, 0, 0]);
});

it('agrees with its reference', async () => {
  await checkReward('repetition');
  await checkReward('repetition', { ngram_size: 1 });
});
