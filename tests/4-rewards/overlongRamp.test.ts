import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

it('follows equation 13 of DAPO', async () => {
  const texts = [100, 90, 80, 101, 0].map((length) => 'a'.repeat(length));
  const knobs = { overlong_length: 100, soft_punish_cache: 20 };
  expect(await scores('overlongRamp', {}, texts, { knobs })).toEqual([-1, -0.5, 0, -1, 0]);
  expect(await scores('overlongRamp', {}, texts, { knobs: { ...knobs, soft_punish_cache: 0 } })).toEqual([
    0, 0, 0, -1, 0,
  ]);
});

it('agrees with its reference', async () => {
  await checkReward('overlongRamp');
  await checkReward('overlongRamp', { overlong_length: 60, soft_punish_cache: 0 });
});
