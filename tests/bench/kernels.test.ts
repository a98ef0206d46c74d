// What: the tables of `bench -- --kernels`, and that its cases are whole runs of kernels there are.
import { expect, test } from 'vitest';
import { largeCases } from '../../bench/kernels/largeCases.ts';
import { largeTable, recipeTable } from '../../bench/kernels/tables.ts';
import { checkRun, reflectKernel } from '../../src/gpu/kernelLayout.ts';
import { kernelSource } from '../../src/gpu/kernels.ts';

test('the share is that of a copy of the same bytes', () => {
  const row = { kernel: 'a/b', shape: '2 × 3', bytes: 2e6, operations: 1e6, milliseconds: 4, copyMilliseconds: 1 };
  expect(largeTable([row]).split('\n').at(-1)).toBe(
    '| a/b | 2 × 3 | 2000000 | 1000000 | 4.000 | 0.50 | 0.25 | 1.000 | 25 % |',
  );
});

test('the kernel that costs most in a step comes first', () => {
  const cost = { recipes: 2, bytes: 8 };
  const table = recipeTable([
    { ...cost, kernel: 'often', runsPerStep: 16, milliseconds: 2 },
    { ...cost, kernel: 'slow', runsPerStep: 1, milliseconds: 40 },
  ]);
  expect(table.split('\n').slice(2)).toEqual([
    '| slow | 2 | 1.0 | 8 | 40.00 | 40.0 |',
    '| often | 2 | 16.0 | 8 | 2.00 | 32.0 |',
  ]);
});

test('every case gives its kernel what it declares, for both vocabularies and both sizes of θ', () => {
  const cases = largeCases();
  for (const { kernel, ...run } of cases) {
    const outputs = Object.fromEntries(
      Object.entries(run.outputs).map(([name, given]) => [name, typeof given === 'number' ? given : given.length]),
    );
    expect(() => checkRun(reflectKernel(kernelSource(kernel)), { ...run, outputs }), kernel).not.toThrow();
    expect(run.operations).toBeGreaterThanOrEqual(0);
  }
  expect(new Set(cases.map(({ kernel, shape }) => `${kernel} ${shape}`)).size).toBe(cases.length);
});
