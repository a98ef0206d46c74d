// What: the public golden cases of every system that has an adapter, on the float64 references.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { GoldenAdapter } from './adapter.ts';
import { adapterFor, adapterNames } from './adapters.ts';
import { Float64Compute } from './float64Compute.ts';
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
    // What cannot be represented needs a reason in README.md (below).
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

test('at most 3 % of the public cases are left open, and README.md gives each its reason', async () => {
  const readme = readFileSync(here('README.md'), 'utf8');
  const reasons = Object.values(OPEN_CASES).flatMap((cases) => Object.values(cases));
  for (const [file, golden] of known) {
    const { cases } = await runSystem(file, golden, { compute: new Float64Compute(), follows: 'code' });
    reasons.push(...cases!.flatMap(({ notRepresentable }) => notRepresentable ?? []));
  }
  expect(reasons.filter((reason) => !readme.includes(reason))).toEqual([]);
  const total = files.reduce((sum, [, { cases }]) => sum + cases.length, 0);
  expect(reasons.length).toBeLessThanOrEqual(0.03 * total);
});
