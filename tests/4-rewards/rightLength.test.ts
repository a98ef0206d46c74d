// What: the length of the right answers of a group, with numbers worked out by hand and by another algorithm.
import { expect, it } from 'vitest';
import { randomInputs } from '../gpu/randomInputs.ts';
import { lengthScores, near } from './lengthScores.ts';
import { checkReward } from './rewardFixtures.ts';

it('is the mean or the median of the right answers, of each group alone', async () => {
  const lengths = [10, 20, 90, 5, 7, 8];
  const right = [1, 1, 1, 0, 0, 0.9];
  expect((await lengthScores({ lengths, right, generations: 3 })).reference).toEqual(near([40, 40, 40, 0, 0, 0]));
  const knobs = { use_median: 1 };
  expect((await lengthScores({ lengths, right, generations: 3, knobs })).reference).toEqual([20, 20, 20, 0, 0, 0]);
  expect((await lengthScores({ lengths, right: [1, 1, 1, 1, 0, 0], knobs })).reference[5]).toBe(15);
  expect((await lengthScores({ lengths: [4, 4, 9], right: [1, 1, 1], knobs })).reference[0]).toBe(4);
});

it('agrees with sorting, whatever is right', async () => {
  const { below } = randomInputs();
  const lengths = Array.from({ length: 64 }, () => below(30));
  const right = lengths.map(() => below(2));
  const { reference } = await lengthScores({ lengths, right, generations: 16, knobs: { use_median: 1 } });
  for (let first = 0; first < 64; first += 16) {
    const sorted = lengths.filter((_, i) => i >= first && i < first + 16 && right[i] === 1).sort((a, b) => a - b);
    const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1);
    expect(reference[first]).toBeCloseTo(middle.reduce((sum, value) => sum + value, 0) / middle.length, 5);
  }
});

it('agrees with its reference', async () => {
  await checkReward('rightLength');
  await checkReward('rightLength', { use_median: 1 });
});
