// What: the expected share of flat groups against all subsets counted one by one, and the plan of the samples.
import { describe, expect, test } from 'vitest';
import { flatShare, planSamples, spreadOf } from '../../src/training/sandbox/reachNumbers.ts';

/** All subsets of `size` of the values. */
function* subsets(values: readonly number[], size: number, from = 0): Generator<number[]> {
  if (size === 0) return yield [];
  for (let i = from; i < values.length; i++)
    for (const rest of subsets(values, size - 1, i + 1)) yield [values[i]!, ...rest];
}

/** Counted by what the step calls flat: a standard deviation of 0. */
function counted(values: readonly number[], size: number): number {
  let [flat, all] = [0, 0];
  for (const group of subsets(values, size)) {
    const mean = group.reduce((sum, value) => sum + value, 0) / size;
    if (Math.sqrt(group.reduce((sum, value) => sum + (value - mean) ** 2, 0) / size) <= 1e-8) flat++;
    all++;
  }
  return flat / all;
}

test.each([
  ['two values', [0, 0, 0, 1, 1, 0, 0, 1, 0], [1, 2, 3, 4, 7]],
  ['many values', [0.5, 0.25, 0.5, 0.5, 1, 0.25, 0.75, 0.5, 1, 0.5], [2, 3, 4]],
  ['all alike', [2, 2, 2, 2, 2], [2, 5]],
  ['none alike', [1, 2, 3, 4], [2, 4]],
  ['negative ones', [-1, -1, 0, -1, 0, -1], [2, 3, 4]],
])('flat groups of %s', (_name, values, sizes) => {
  for (const size of sizes) expect(flatShare(values, size)).toBeCloseTo(counted(values, size), 12);
});

test('fewer samples than a group has answers say nothing', () => expect(flatShare([1, 1], 3)).toBeNaN());

test('spread: share above 0, mean, deviation with n − 1', () => {
  const { positive, mean, std } = spreadOf([0, 0.5, 1, -1]);
  expect([positive, mean]).toEqual([0.5, 0.125]);
  expect(std).toBeCloseTo(Math.sqrt((0.125 ** 2 + 0.375 ** 2 + 0.875 ** 2 + 1.125 ** 2) / 3), 12);
  expect(spreadOf([3]).std).toBe(0);
});

describe('which prompts are asked', () => {
  test.each([
    [1, 64, 8, [0], 64],
    [3, 64, 8, [0, 1, 2], 21],
    [16, 64, 8, [0, 2, 4, 6, 8, 10, 12, 14], 8],
    [5, 64, 128, [0], 128],
  ])('of %i prompts, %i samples, G = %i', (prompts, samples, generations, indices, each) =>
    expect(planSamples(prompts, samples, generations)).toEqual({ indices, each }),
  );
});
