// What: the bonus for right answers of a good length: edges of the window, how many must be right, groups apart.
import { expect, it } from 'vitest';
import { checkReward } from './rewardFixtures.ts';
import { signalScores } from './signalScores.ts';

const bonus = (right: readonly number[], count: readonly number[], knobs = {}, generations = right.length) =>
  signalScores('rightInWindow', { generations, signals: { right, count }, knobs });

it('pays right answers in the window, edges included', async () => {
  const right = [1, 1, 1, 1, 0, 0.11, 0.09];
  const count = [320, 512, 319, 513, 400, 400, 400];
  expect(await bonus(right, count)).toEqual([1, 1, 0, 0, 0, 1, 0]);
  expect(await bonus(right, count, { count_min: 0, count_max: 319, least_right: 0.5 })).toEqual([0, 0, 1, 0, 0, 0, 0]);
});

it('wants several right answers in the group', async () => {
  expect(await bonus([1, 0, 1, 1], [400, 400, 400, 9], {}, 2)).toEqual([0, 0, 1, 0]);
  expect(await bonus([1, 0, 1, 1], [400, 400, 400, 400], { fewest_right: 1 }, 2)).toEqual([1, 0, 1, 1]);
  expect(await bonus([1, 0, 1, 1], [400, 400, 400, 400], { fewest_right: 4 })).toEqual([0, 0, 0, 0]);
});

it('agrees with its reference', async () => {
  await checkReward('rightInWindow', { count_min: 0, count_max: 1, least_right: 0 });
});
