import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

const box = (...boxes: readonly string[]) => boxes.map((own) => `<box>${own}</box>`).join('');

it('finds the matching that a greedy choice would miss', async () => {
  const truth = { boxes: [[0, 0, 0.4, 1] as const, [0.3, 0, 0.7, 1] as const] };
  const [value] = await scores('boxHungarian', truth, [box('20 0 60 100', '30 0 70 100')]);
  expect(value).toBeCloseTo((1 / 3 + 1) / 2, 4);
  expect(await scores('boxHungarian', truth, [box('0 0 40 100', '30 0 70 100', '90 90 91 91'), ''])).toEqual([
    0.66667, 0,
  ]);
});

it('agrees with its reference', async () => {
  await checkReward('boxHungarian');
});
