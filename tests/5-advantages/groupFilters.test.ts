import { expect, it } from 'vitest';
import { flatGroups } from '../../src/5-advantages/groupFilters.ts';

const shape = { promptCount: 4, generations: 3 };

it('finds the groups whose rollouts all have the same reward', () => {
  const reward = Float32Array.of(1, 1, 1, 0, 1, 1, 0.1, 0.1, 0.1, 0, 0, 1e-6);
  // std of (0, 0, 1e-6) is 5.8e-7.
  expect(flatGroups(reward, shape)).toEqual([0, 2, 3]);
  expect(flatGroups(reward, shape, 1e-7)).toEqual([0, 2]);
  expect(flatGroups(reward, shape, 1)).toEqual([0, 1, 2, 3]);
  expect(flatGroups(Float32Array.of(3, 4), { promptCount: 2, generations: 1 })).toEqual([0, 1]);
});
