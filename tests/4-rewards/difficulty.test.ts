// What: how difficult a question is by the answers of its group; the borders belong to the easier side.
import { expect, it } from 'vitest';
import { checkReward } from './rewardFixtures.ts';
import { signalScores } from './signalScores.ts';

const levels = async (right: readonly number[], generations: number) =>
  signalScores('difficulty', { generations, signals: { right } });

it('is 0 from two thirds on, 1 from one third on, 2 below; each group alone', async () => {
  expect(await levels([1, 1, 0, 1, 0, 0, 0, 0, 0, 1, 1, 1], 3)).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2, 0, 0, 0]);
  expect(await levels([0.5, 0.4, 0.1], 3)).toEqual([1, 1, 1]);
});

it('finds the borders exactly at any size of a group', async () => {
  for (const size of [3, 6, 9, 12, 48]) {
    const group = (right: number) => Array.from({ length: size }, (_, g) => (g < right ? 1 : 0));
    const rights = [(2 * size) / 3, (2 * size) / 3 - 1, size / 3, size / 3 - 1];
    const found = await levels(rights.flatMap(group), size);
    expect(rights.map((_, k) => found[k * size])).toEqual([0, 1, 1, 2]);
  }
});

it('agrees with its reference', async () => {
  await checkReward('difficulty');
});
