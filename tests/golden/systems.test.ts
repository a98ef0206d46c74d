// What: the public golden cases of every system that has an adapter, on the float64 references.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { GoldenAdapter } from './adapter.ts';
import { adapterFor, adapterNames } from './adapters.ts';
import { Float64Compute } from './float64Compute.ts';
import { LACKS, MOST_ASIDE } from './notRepresentable.ts';
import { OPEN_CASES } from './openCases.ts';
import { readGoldenFolder } from './runGolden.ts';
import { runSystem } from './runSystem.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const files = [...readGoldenFolder({ folder: here('systems/cases'), systems: null })];
const known = files.filter(([file, { system }]) => adapterFor(file, system));
const unknown = files.filter(([file, { system }]) => !adapterFor(file, system));

describe('golden cases', () => {
  test.each(known)('%s', async (file, golden) => {
    const { cases } = await runSystem(file, golden, { compute: new Float64Compute(), follows: 'code' });
    const open = OPEN_CASES[file] ?? {};
    // What cannot be represented is told below.
    const tried = cases!.filter(({ notRepresentable }) => notRepresentable === undefined);
    const wrong = tried.filter(({ name, passed }) => passed === name in open);
    expect(wrong.map(({ name, failure }) => [name, failure ?? 'passes'])).toEqual([]);
    const names = cases!.map(({ name }) => name);
    expect(Object.keys(open).filter((name) => !names.includes(name))).toEqual([]);
  });

  test.todo(`${unknown.length} systems have no adapter yet: ${unknown.map(([file]) => file).join(', ')}`);
});

test('trl-losses: a micro-batch counts by its tokens for dapo, as one of several for grpo', async () => {
  const golden = files.find(([file]) => file === 'trl-losses')![1];
  const adapter = adapterFor('trl-losses', '')! as GoldenAdapter<unknown>;
  const lossOf = async (name: string, change: object) => {
    const { input } = golden.cases.find((one) => one.name === name)!;
    const given = { name: '', file: golden, follows: 'code', compute: new Float64Compute() } as const;
    return ((await adapter.run({ ...input, ...change }, given)) as { readonly loss: number }).loss;
  };
  expect(await lossOf('dapo', { num_items_in_batch: 32 })).toBeCloseTo((await lossOf('dapo', {})) / 2, 12);
  expect(await lossOf('grpo', { gradient_accumulation: 4 })).toBeCloseTo((await lossOf('grpo', {})) / 4, 12);
});

test('every adapter belongs to a file and names its system', () => {
  const wrong = adapterNames().filter((name) => {
    const golden = files.find(([file]) => file === name)?.[1];
    return !golden || adapterFor(name, '')!.system !== golden.system;
  });
  expect(wrong).toEqual([]);
});

test('an adapter that compares a part says what it leaves out and why', () => {
  const silent = adapterNames().filter((name) => {
    const { reduce, leavesOut } = adapterFor(name, '')!;
    return (reduce === undefined) !== (leavesOut === undefined);
  });
  expect(silent).toEqual([]);
});

const rowOf = (file: string, name: string, reason: string) => `| ${file} | ${name} | ${reason}`;

test.each(Object.entries(LACKS))('%s: what its input lacks', async (file, { lacks, reason }) => {
  const golden = known.find(([name]) => name === file)![1];
  const { cases } = await runSystem(file, golden, { compute: new Float64Compute(), follows: 'code' });
  const without = golden.cases.filter(({ input }) => lacks(input)).map(({ name }) => name);
  const states = cases!.map(({ name, passed, notRepresentable }) => [name, passed, notRepresentable !== undefined]);
  // Those and no others are given up, and none of them passes after all.
  expect(states.filter(([, , aside]) => aside).map(([name]) => name)).toEqual(without);
  expect(states.filter(([name, passed]) => passed && without.includes(name as string))).toEqual([]);
  expect(without.length).toBeGreaterThan(0);
  const readme = readFileSync(here('README.md'), 'utf8');
  for (const name of without) expect(readme).toContain(rowOf(file, name, reason));
  // What the input lacks, the output has: numbers.
  const outputs = golden.cases.filter(({ name }) => without.includes(name)).map(({ output }) => JSON.stringify(output));
  expect(outputs.filter((text) => !/[[,:]-?\d/.test(text))).toEqual([]);
});

test('at most 3 % of the public cases are left open or not representable, and README.md gives each its reason', () => {
  const readme = readFileSync(here('README.md'), 'utf8');
  const open = Object.entries(OPEN_CASES).flatMap(([file, cases]) =>
    Object.entries(cases).map(([name, reason]) => rowOf(file, name, reason)),
  );
  const aside = files.flatMap(([file, { cases }]) => cases.filter(({ input }) => LACKS[file]?.lacks(input)));
  expect(open.filter((row) => !readme.includes(row))).toEqual([]);
  const total = files.reduce((sum, [, { cases }]) => sum + cases.length, 0);
  expect(open.length + aside.length).toBeLessThanOrEqual(MOST_ASIDE * total);
});
