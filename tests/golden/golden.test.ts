// What: the golden runner itself: what it compares, what it withholds, what it prints.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { NAMED_SETTINGS, NOT_REPRESENTABLE } from './adapter.ts';
import type { GoldenAdapter, GoldenGiven } from './adapter.ts';
import { compareOutput } from './compareOutput.ts';
import { Float64Compute } from './float64Compute.ts';
import { parseGoldenOptions } from './goldenOptions.ts';
import { goldenReport } from './goldenReport.ts';
import { goldenStep, nested } from './goldenStep.ts';
import type { Lack } from './notRepresentable.ts';
import { golden, readGoldenFolder } from './runGolden.ts';
import { runCase, runSystem } from './runSystem.ts';

const same = (one: unknown, other: unknown, relative = 1e-5) => compareOutput(one, other, relative).difference === null;

describe('compareOutput', () => {
  test('numbers: relative, or absolute near 0', () => {
    expect(same(1, 1 + 0.9e-5)).toBe(true);
    expect(same(1, 1 + 1.1e-5)).toBe(false);
    expect(same(1, 1 + 0.9e-5, 1e-6)).toBe(false);
    expect(same(0, 0.9e-9)).toBe(true);
    expect(same(0, 1.1e-9)).toBe(false);
    expect(same(-2, 2)).toBe(false);
    expect(compareOutput([100, 1], [100.0001, 1], 1e-5).worst).toBeCloseTo(1e-6, 10);
  });

  test('NaN and infinity stand as words', () => {
    expect(same('NaN', NaN)).toBe(true);
    expect(same('NaN', 0)).toBe(false);
    expect(same(0, NaN)).toBe(false);
    expect(same('-Infinity', -Infinity)).toBe(true);
    expect(same(1, Infinity)).toBe(false);
    expect(same('NaN', 'NaN')).toBe(true);
    expect(same('red', 'Red')).toBe(false);
  });

  test('lists and objects: every length and every key', () => {
    expect(same({ a: [1, [2]] }, { a: Float32Array.of(1, 2) })).toBe(false);
    expect(same([1, 2], Float64Array.of(1, 2))).toBe(true);
    expect(same([1, 2], [1, 2, 3])).toBe(false);
    expect(compareOutput({ a: 1, b: { c: 2 } }, { a: 1, b: {} }, 1e-5).difference).toEqual({
      path: 'b.c',
      expected: 2,
      got: undefined,
    });
    expect(same({ a: 1 }, { a: 1, more: 2 })).toBe(true);
    expect(same([], {})).toBe(false);
    expect(same([], [1])).toBe(false);
    expect(compareOutput({ a: [] }, { a: [] }, 1e-5)).toMatchObject({ compared: 1, difference: null });
    expect(same(null, undefined)).toBe(false);
    expect(same(null, 0)).toBe(false);
    expect(same(true, 1)).toBe(false);
  });

  test('raises asks for a refusal, whatever its words', () => {
    expect(same({ raises: 'ValueError' }, { raises: 'three numbers are no box' })).toBe(true);
    expect(same({ raises: 'ValueError' }, { raises: '' })).toBe(false);
    expect(same({ box: { raises: 'TypeError' } }, { box: [1, 2] })).toBe(false);
  });
});

describe('a case', () => {
  const given: GoldenGiven = { name: '', file: { system: 'x' }, follows: 'code', compute: new Float64Compute() };
  const run = (adapter: Partial<GoldenAdapter<unknown>>, output: unknown, lack?: Lack) =>
    runCase({ system: 'x', run: () => null, ...adapter }, { name: 'a', input: { v: [1] }, output }, given, lack);

  test('passes, differs, throws, cannot be stated', async () => {
    expect(await run({ run: () => ({ v: 1 }) }, { v: 1 })).toMatchObject({ passed: true, worst: 0 });
    const differing = await run({ run: () => ({ v: 3 }) }, { v: 2 });
    expect(differing).toMatchObject({ passed: false, failure: 'v: expected 2, got 3' });
    const throwing = () => {
      throw new Error('no such knob.');
    };
    expect(await run({ run: throwing }, 1)).toMatchObject({ passed: false, failure: 'threw no such knob.' });
    expect(await run({ run: () => ({}) }, {})).toMatchObject({ passed: false });
  });

  test('is not representable only where a list says so and the input bears it out', async () => {
    const givenUp = { run: () => NOT_REPRESENTABLE };
    const lack = (lacking: boolean): Lack => ({ reason: 'no tokenizer', lacks: () => lacking });
    expect(await run(givenUp, 1, lack(true))).toMatchObject({ passed: false, notRepresentable: 'no tokenizer' });
    for (const list of [undefined, lack(false)]) {
      const result = await run(givenUp, 1, list);
      expect(result.notRepresentable).toBeUndefined();
      expect(result.failure).toMatch(/does not list/);
    }
    // What the adapter answers after all is compared.
    expect(await run({ run: () => 1 }, 1, lack(true))).toMatchObject({ passed: true });
    const wrong = await run({ run: () => 2 }, 1, lack(true));
    expect([wrong.passed, wrong.notRepresentable]).toEqual([false, undefined]);
  });

  test('an adapter may compare a part, and cannot change the case', async () => {
    const count = (output: unknown) => (output as readonly number[]).length;
    expect(await run({ run: () => [3, 4], reduce: count }, [1, 2])).toMatchObject({ passed: true });
    const writing = (input: unknown) => ((input as { v: number[] }).v[0] = 9);
    const input = { v: [1] };
    await runCase({ system: 'x', run: writing }, { name: 'a', input, output: 9 }, given);
    expect(input).toEqual({ v: [1] });
  });
});

test('options', () => {
  expect(parseGoldenOptions(['dir', '--system', 'papo, vppo', '--verbose'])).toEqual({
    folder: 'dir',
    systems: ['papo', 'vppo'],
    follows: 'code',
    gpu: false,
    verbose: true,
  });
  expect(parseGoldenOptions(['--follows', 'paper', 'dir', '--gpu'])).toMatchObject({ follows: 'paper', gpu: true });
  expect(() => parseGoldenOptions([])).toThrow('Name a folder');
  expect(() => parseGoldenOptions(['a', 'b'])).toThrow("'a' or 'b'");
  expect(() => parseGoldenOptions(['a', '--follows', 'both'])).toThrow("not 'both'");
  expect(() => parseGoldenOptions(['a', '--sistem', 'x'])).toThrow('no option --sistem');
  expect(() => parseGoldenOptions(['a', '--system'])).toThrow('--system needs a value');
});

test('the report names unknown systems and ends with the sum', () => {
  const cases = [
    { name: 'one', passed: true, worst: 2e-7 },
    { name: 'two', passed: false, worst: 3, failure: 'v: expected 2, got 3' },
    { name: 'three', passed: false, worst: 0, notRepresentable: 'no tokenizer' },
  ];
  const results = [
    { file: 'papo', system: 'PAPO', cases, total: 3 },
    { file: 'prime', system: 'PRIME', cases: null, total: 6 },
  ];
  const { lines, passed, failed, tooMany } = goldenReport(results, true, 34);
  expect([passed, failed, tooMany]).toEqual([1, 1, false]);
  expect(lines[0]).toBe('papo (PAPO): 1/3, worst error 2.0e-7, 1 not representable: no tokenizer');
  expect(lines).toContain('  two: v: expected 2, got 3');
  expect(lines).toContain('  three: not representable');
  expect(lines.at(-2)).toBe('1 unknown system, 6 cases not run: prime');
  expect(lines.at(-1)).toBe('1 passed, 1 failed, 1 not representable');
  expect(goldenReport(results, false, 34).lines.some((line) => line.startsWith('  '))).toBe(false);
});

test('more than 3 % of the cases of the folder not representable is a failure', () => {
  const cases = [
    { name: 'one', passed: true, worst: 0 },
    { name: 'two', passed: false, worst: 0, notRepresentable: 'no tokenizer' },
  ];
  const results = [{ file: 'papo', system: 'PAPO', cases, total: 2 }];
  expect(goldenReport(results, false, 34)).toMatchObject({ failed: 0, tooMany: false });
  const report = goldenReport(results, false, 33);
  expect(report).toMatchObject({ failed: 0, tooMany: true });
  expect(report.lines.at(-2)).toBe('Not representable: 1 of 33 cases, more than 3 %; that is a failure.');
});

test('a golden step holds the arrays of the case, and says what it lacks', async () => {
  const mask = [
    [1, 1, 0],
    [1, 0, 1],
  ];
  const step = goldenStep({
    compute: new Float64Compute(),
    mask,
    oldLogProbs: [
      [-1, -2, -3],
      [-4, -5, -6],
    ],
    advantages: [0.5, -0.5],
    signals: { 'masked/logProb': mask, judge: [7, 8] },
    columns: { answer: [1, 0] },
    spans: {
      think: [
        [1, 0, 0],
        [0, 0, 0],
      ],
      answer: [
        [0, 1, 0],
        [1, 0, 0],
      ],
    },
    units: {
      turn: [
        [0, 1, 1],
        [-1, 0, 0],
      ],
    },
  });
  expect([...step.rollouts.lengths]).toEqual([2, 3]);
  expect(nested(step.advantages, 3)).toEqual([
    [0.5, 0.5, 0.5],
    [-0.5, -0.5, -0.5],
  ]);
  expect([...step.now.logProbs]).toEqual([-1, -2, -3, -4, -5, -6]);
  expect(step.signals.get('masked/logProb')!.shape).toBe('token');
  expect(step.signals.get('judge')).toMatchObject({ shape: 'rollout', values: Float32Array.of(7, 8) });
  expect([...step.signals.get('reward/answer')!.values]).toEqual([1, 0]);
  expect([...step.tokenSpans]).toEqual([1, 2, 0, 2, 0, 0]);
  expect(step.units.turn).toEqual({ of: Int32Array.of(0, 1, 1, -1, 0, 0), count: 2 });
  expect(step.normaliser(0)).toBe(4);
  const prefix = await step.prefix('clean', 'policy');
  expect(() => prefix.lengths).toThrow("no prefix: the block asked for its 'lengths'");
  expect(() => step.policy.info).toThrow('no policy');
});

describe('npm run golden', () => {
  const folder = mkdtempSync(join(tmpdir(), 'golden-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (name: string, value: unknown) => writeFileSync(join(folder, name), JSON.stringify(value));
  const system = 'TRL GRPOTrainer base losses';
  const settings = { weights: [1], group_size: 2, aggregation: 'sum_then_normalize', scale_rewards: 'none' };
  const right = { name: 'right', input: { rewards: [[1], [0]], ...settings }, output: { advantage: [0.5, -0.5] } };
  const wrong = { ...right, name: 'wrong', output: { advantage: [0.5, 0.5] } };

  test('a folder of its own: by name of the system, with a failing case and an unknown system', () => {
    write('held-back.json', { system, cases: [right, wrong] });
    write('other.json', { system: 'Other', cases: [right] });
    const script = fileURLToPath(new URL('golden.mjs', import.meta.url));
    const { stdout, status } = spawnSync(process.execPath, [script, folder, '--verbose'], { encoding: 'utf8' });
    expect(stdout).toContain(`held-back (${system}): 1/2, worst error 0.0e+0`);
    expect(stdout).toContain('  wrong: advantage[1]: expected 0.5, got -0.5');
    expect(stdout).toContain('other (Other): unknown system');
    expect(stdout.trim().split('\n').at(-1)).toBe('1 passed, 1 failed');
    expect(status).toBe(1);
  });

  test('the exit code is 0 where cases ran and none failed', async () => {
    vi.spyOn(console, 'log').mockImplementation(() => undefined);
    write('held-back.json', { system, cases: [right] });
    expect(await golden([folder])).toBe(0);
    expect(await golden([folder, '--system', 'Other'])).toBe(1);
    write('held-back.json', { system, cases: [right, wrong] });
    expect(await golden([folder, '--system', system])).toBe(1);
    vi.restoreAllMocks();
  });

  test('a case that is not representable does no harm among enough others', async () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    const own = join(folder, 'aside');
    mkdirSync(own);
    const table = { name: 'bonus table', input: { columns: ['n'] }, output: { rows: [[1]] } };
    writeFileSync(join(own, 'ares.json'), JSON.stringify({ system: 'ARES', cases: [table] }));
    const others = (count: number) =>
      writeFileSync(join(own, 'held-back.json'), JSON.stringify({ system, cases: Array(count).fill(right) }));
    others(33);
    expect(await golden([own])).toBe(0);
    expect(log.mock.calls.at(-1)).toEqual(['33 passed, 0 failed, 1 not representable']);
    // Nothing has passed.
    expect(await golden([own, '--system', 'ares'])).toBe(1);
    others(32);
    expect(await golden([own])).toBe(1);
    vi.restoreAllMocks();
  });

  test('what is no folder of golden files is refused', () => {
    const read = (path: string, systems: readonly string[] | null = null) =>
      readGoldenFolder({ folder: path, systems });
    expect([...read(folder, ['Other']).keys()]).toEqual(['other']);
    expect(() => read(folder, ['nobody'])).toThrow("is for 'nobody'");
    expect(() => read(join(folder, 'missing'))).toThrow('There is no folder');
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    expect(() => read(empty)).toThrow('holds no *.json');
    writeFileSync(join(empty, 'a.json'), '[]');
    expect(() => read(empty)).toThrow('a.json is no golden file');
    writeFileSync(join(empty, 'a.json'), '{');
    expect(() => read(empty)).toThrow('a.json cannot be read');
  });
});

test('an adapter gets the file without its cases, the reading, and the name in five files only', async () => {
  expect(NAMED_SETTINGS).toEqual(['prime', 'rank-grpo', 'papo', 'deepsearch', 'igpo']);
  const seen: unknown[] = [];
  const spy = (system: string): GoldenAdapter<unknown> => ({
    system,
    run: (_input, { name, file, follows }) => seen.push([system, name, Object.keys(file), follows]),
  });
  const adapters: Readonly<Record<string, GoldenAdapter>> = { papo: spy('PAPO'), vppo: spy('VPPO') };
  const find = (file: string, system: string) =>
    adapters[file] ?? Object.values(adapters).find((adapter) => adapter.system === system) ?? null;
  const inputs = [{}, { follows: 'code' }];
  const cases = inputs.map((input) => ({ name: 'recompute flag', input, output: 1 }));
  const settings = { compute: new Float64Compute(), follows: 'paper', find } as const;
  await runSystem('papo', { system: 'PAPO', shapes: '', cases }, settings);
  await runSystem('held-back', { system: 'PAPO', cases }, settings);
  await runSystem('vppo', { system: 'VPPO', cases }, settings);
  expect(seen).toEqual([
    ['PAPO', 'recompute flag', ['system', 'shapes'], 'paper'],
    ['PAPO', 'recompute flag', ['system', 'shapes'], 'code'],
    ['PAPO', 'recompute flag', ['system'], 'paper'],
    ['PAPO', 'recompute flag', ['system'], 'code'],
    ['VPPO', '', ['system'], 'paper'],
    ['VPPO', '', ['system'], 'code'],
  ]);
  expect(await runSystem('other', { system: 'Other', cases }, settings)).toMatchObject({ cases: null, total: 2 });
});
