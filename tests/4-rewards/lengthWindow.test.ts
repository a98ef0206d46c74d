import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

it('is 1 in the window and falls outside', async () => {
  const texts = ['a'.repeat(8), 'a'.repeat(64), 'a'.repeat(4), 'a'.repeat(72), 'a'.repeat(80), ''];
  expect(await scores('lengthWindow', {}, texts)).toEqual([1, 1, 0.75, 0.5, 0, 0.5]);
  const knobs = { length_of_think: 1, length_min: 2, length_max: 3, length_slope: 1 };
  expect(await scores('lengthWindow', {}, ['<think>ab</think>', '<think>a</think>', 'abc'], { knobs })).toEqual([
    1, 0, 0,
  ]);
});

it('agrees with its reference', async () => {
  await checkReward('lengthWindow');
  await checkReward('lengthWindow', { length_of_think: 1, length_max: 20 });
});
