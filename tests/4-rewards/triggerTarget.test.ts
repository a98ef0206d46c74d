// What: how many triggers suit a difficulty: the mean of the step's own, halves to the even side.
import { expect, it } from 'vitest';
import { randomInputs } from '../gpu/randomInputs.ts';
import { checkReward } from './rewardFixtures.ts';
import { signalScores } from './signalScores.ts';

const targets = async (difficulty: readonly number[], count: readonly number[], rounded = 1) =>
  signalScores('triggerTarget', { generations: 2, signals: { difficulty, count }, knobs: { rounded } });

it('is the mean over all questions of the same difficulty', async () => {
  expect(await targets([0, 0, 2, 2, 0, 0], [1, 2, 7, 8, 4, 4], 0)).toEqual([2.75, 2.75, 7.5, 7.5, 2.75, 2.75]);
  expect(await targets([0, 0, 2, 2, 0, 0], [1, 2, 7, 8, 4, 4])).toEqual([3, 3, 8, 8, 3, 3]);
});

it('rounds halves to the even side, and only halves', async () => {
  for (const [low, high, target] of [
    [0, 1, 0],
    [1, 2, 2],
    [2, 3, 2],
    [3, 4, 4],
    [4, 4, 4],
  ] as const)
    // prettier-ignore
    expect(await targets([1, 1], [low, high])).toEqual([target, target]);
  // 22 of 48 and 26 of 48 are no halves, 24 of 48 is one.
  for (const [ones, target] of [[22, 0], [24, 0], [26, 1]] as const) // prettier-ignore
    expect((await targets(Array<number>(48).fill(2), Array.from({ length: 48 }, (_, r) => (r < ones ? 1 : 0))))[0]).toBe(target); // prettier-ignore
});

it('is what sorting by difficulty finds', async () => {
  const { below } = randomInputs();
  const difficulty = Array.from({ length: 60 }, () => below(3)).flatMap((level) => [level, level]);
  const count = difficulty.map(() => below(9));
  const found = await targets(difficulty, count, 0);
  for (const level of [0, 1, 2]) {
    const own = count.filter((_, r) => difficulty[r] === level).toSorted((a, b) => a - b);
    const mean = own.reduce((sum, value) => sum + value / own.length, 0);
    found.forEach((value, r) => difficulty[r] === level && expect(value).toBeCloseTo(mean, 5));
  }
});

it('agrees with its reference', async () => {
  await checkReward('triggerTarget');
  await checkReward('triggerTarget', { rounded: 0 });
});
