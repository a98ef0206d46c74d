// What: the comparison with TRL without either side: which rows, what /proc tells, medians, quietness, ratio lines, parity of learning.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { learningRun, learningTable, parityOf } from '../../bench/vs-trl/learningTable.ts';
import { measuredRun, stepLine } from '../../bench/vs-trl/measuredRun.ts';
import type { MeasuredRun, MeasuredStep } from '../../bench/vs-trl/measuredRun.ts';
import { kindOf, machineTimes, statFields, usedBetween } from '../../bench/vs-trl/processTimes.ts';
import { doubtsOf, rowReport } from '../../bench/vs-trl/report.ts';
import { chosenRows, ROWS, stepsOf } from '../../bench/vs-trl/rows.ts';
import { settingsOf } from '../../bench/vs-trl/sides.ts';
import { isQuiet, othersOf, ratioLines, rowRatios, sideSummary } from '../../bench/vs-trl/summary.ts';
import { setLeaves } from '../../src/config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../../src/config/validateConfig.ts';

const MAIN = ROWS.at(-1)!;

describe('rows', () => {
  test('the main row comes last, whatever is chosen and in whatever order', () => {
    expect(MAIN.name).toBe('two threads, KL on');
    expect(chosenRows('', true)).toEqual(ROWS);
    expect(chosenRows('two threads, KL on; G 32', false).map(({ name }) => name)).toEqual(['G 32', MAIN.name]);
    expect(chosenRows('', false).at(-1)).toBe(MAIN);
    expect(new Set(ROWS.map(({ name }) => name)).size).toBe(ROWS.length);
    expect(() => chosenRows('two threads', false)).toThrow(/no row 'two threads'; choose from 'one thread, KL on'/);
  });

  test('long rows make half of the steps; every row is a valid configuration that says what the row says', () => {
    const long = ROWS.find(({ name }) => name === 'G 64')!;
    expect([stepsOf(MAIN, 6), stepsOf(long, 6), stepsOf(long, 1)]).toEqual([6, 3, 2]);
    for (const row of ROWS) {
      const { sampling, data, auxiliaryLoss } = validateConfig(
        setLeaves(defaultConfig(), Object.entries(settingsOf(row))),
      );
      expect(data.generation_batch_size, row.name).toBe(4 * row.generations);
      expect([sampling.ignore_eos, sampling.max_completion_length]).toEqual([row.length !== null, row.length ?? 48]);
      expect(auxiliaryLoss.beta).toBe(row.beta);
    }
  });
});

describe('/proc', () => {
  const proc = mkdtempSync(join(tmpdir(), 'rollscope-proc-'));
  afterAll(() => rmSync(proc, { recursive: true, force: true }));
  /** utime and stime in ticks, and those of children that have ended. */
  const stat = (parent: number, name: string, ticks: readonly number[]) =>
    `7 (${name}) S ${parent} 7 7 0 -1 4194304 1 2 3 4 ${ticks.join(' ')} 20 0 1 0 55 1000 99`;
  const write = (pid: number, parent: number, line: readonly string[], ticks: readonly number[], name = 'x') => {
    mkdirSync(join(proc, String(pid)), { recursive: true });
    writeFileSync(join(proc, String(pid), 'stat'), stat(parent, name, ticks));
    writeFileSync(join(proc, String(pid), 'cmdline'), line.map((word) => `${word}\0`).join(''));
  };
  const machine = (ticks: readonly number[]) =>
    writeFileSync(join(proc, 'stat'), `cpu  ${ticks.join(' ')}\ncpu0 1 1 1 1 1 1 1 1 0 0\n`);

  test('a name with spaces and brackets does not shift the fields', () => {
    expect(statFields(stat(41, 'a) b (c', [100, 50, 20, 5]))).toEqual({ parent: 41, own: 1.5, ended: 0.25 });
  });

  test('kinds of processes', () => {
    const lines = {
      node: '/usr/bin/node\0--import\0tsx\0',
      python: '/opt/env/bin/python3\0x.py\0',
      browser: '/usr/lib/chromium/chromium\0--headless=new\0',
      renderer: '/usr/lib/chromium/chromium --type=renderer --lang=en\0',
      'gpu-process': '/usr/lib/chromium/chromium\0--type=gpu-process\0--x\0',
    };
    for (const [kind, line] of Object.entries(lines)) expect(kindOf(line)).toBe(kind);
  });

  test('a tree by kind, without other processes; what the machine did beside it is of others', () => {
    mkdirSync(join(proc, 'sys'), { recursive: true });
    machine([1000, 0, 500, 9000, 77, 0, 0, 10]);
    write(10, 1, ['/usr/bin/node', 'bench'], [10, 0, 500, 500]);
    write(20, 10, ['/usr/bin/node', 'train'], [100, 0, 0, 0]);
    write(30, 20, ['/usr/bin/chromium'], [50, 50, 10, 0]);
    write(40, 30, ['/usr/bin/chromium', '--type=renderer'], [200, 20, 0, 0]);
    write(50, 1, ['/usr/bin/chromium', '--type=renderer'], [9999, 0, 0, 0]);
    const before = machineTimes(20, 10, proc);
    expect(before).toMatchObject({ busy: 15, stolen: 0.1, self: 0.1 });
    expect(before.byKind).toEqual({ node: 1, browser: 1.1, renderer: 2.2 });

    machine([1300, 50, 550, 9500, 99, 5, 5, 60]); // 4.1 s busy, 0.5 s stolen
    write(10, 1, ['/usr/bin/node', 'bench'], [20, 0, 500, 500]);
    write(20, 10, ['/usr/bin/node', 'train'], [110, 0, 0, 0]);
    write(40, 30, ['/usr/bin/chromium', '--type=renderer'], [300, 120, 0, 0]);
    const { byKind, total, others } = usedBetween(before, machineTimes(20, 10, proc), 4);
    expect(byKind['node']).toBeCloseTo(0.1, 10);
    expect(byKind['renderer']).toBeCloseTo(2, 10);
    expect(total).toBeCloseTo(2.1, 10);
    expect(others).toBeCloseTo((4.1 + 0.5 - 2.1 - 0.1) / 4, 10);
  });
});

/** Steps of 8 rows; `num_tokens` counts on. */
function run(walls: readonly number[], cpu: number, others = 0.1, length: readonly [number, number] = [19, 19]) {
  const line = (step: number) => ({
    ...{ step, seconds: { a: step, b: 0.5 } },
    metrics: {
      num_tokens: 2256 * step,
      'completions/min_length': length[0],
      'completions/mean_length': (length[0] + length[1]) / 2,
      'completions/max_length': length[1],
    },
  });
  const steps = walls.map((wall, i): MeasuredStep => {
    return { ...line(i + 2), wall, byKind: { node: 0.25, renderer: cpu - 0.25 }, total: cpu, others };
  });
  return { steps, lines: [line(1), ...steps], about: [] } satisfies MeasuredRun;
}

describe('summary', () => {
  test('medians, spread, tokens and lengths of a side', () => {
    const side = sideSummary([run([1, 3, 2], 2), run([5, 4], 4, 0.2, [10, 20])]);
    expect(side.wall).toEqual({ median: 3, least: 1, most: 5 });
    expect(side.runs).toEqual([2, 4.5]);
    expect(side.cpu).toEqual({ median: 2, least: 2, most: 4 });
    expect(side.byKind).toEqual({ node: 0.25, renderer: 1.75 });
    expect(side.stages).toEqual({ a: 3, b: 0.5 });
    expect(side.tokens).toBe(2256);
    expect(side.lengths).toEqual({ least: 10, mean: 17.4, most: 20 });
    expect(side.others).toBeCloseTo(0.2, 10);
  });

  test('others are weighed by time: a busy moment of a short step does not make a run loud', () => {
    const steps = run([1, 9], 2).steps.map((step, i) => ({ ...step, others: i === 0 ? 1 : 0.1 }));
    expect(othersOf({ steps, lines: [], about: [] })).toBeCloseTo(0.19, 10);
    expect(isQuiet(run([1], 1, 0.25))).toBe(true);
    expect(isQuiet(run([1], 1, 0.26))).toBe(false);
  });

  test('TRL / ours, above 1 = we are faster; only rounds in which both sides ran alone count', () => {
    const quiet = { ours: run([1, 1, 1], 2), trl: run([2, 2, 9], 3) };
    const other = { ours: run([1], 2), trl: run([3], 3) };
    const loud = { ours: run([1], 2), trl: run([50], 3, 0.9) };
    const one = { name: 'G 4', threads: 1 };
    expect(ratioLines(one, rowRatios([quiet, other, loud]))).toEqual(['ratio G 4: 2.50']);
    expect(rowRatios([quiet, other, loud])).toMatchObject({ quietRounds: 2, rounds: 3, time: { least: 2, most: 3 } });
    const [cpu, none, ...more] = ratioLines(one, rowRatios([loud]));
    expect(cpu).toBe("CPU seconds G 4: 1.50 (TRL's / ours; no ratio of time)");
    expect(ratioLines({ ...one, threads: 2 }, rowRatios([loud]))[0]).toMatch(/1\.50 .*says nothing here.*threads spin/);
    expect(none).toBe('ratio G 4: none, the machine was not quiet: other processes kept up to 0.90 cores busy, and 0.25 is the limit'); // prettier-ignore
    expect(more).toEqual([]);
  });

  test('the report tells both sides, and where they did not do the same work', () => {
    const text = rowReport(MAIN, [{ ours: run([1.5], 2), trl: run([3], 3) }]);
    expect(text).toContain(
      '| Rollscope | 1.500 | 1.500–1.500 | 1.500 | 2.000 (renderer 1.750, node 0.250) | 2256 | 19 | 0.10 |',
    );
    expect(text).toContain("TRL's time / ours: 2.00");
    const side = sideSummary([run([1], 1)]);
    expect(doubtsOf(MAIN, side, side)).toEqual([]);
    expect(doubtsOf(MAIN, side, sideSummary([run([1], 1, 0, [18, 19])]))[0]).toMatch(/Not every completion had 19/);
    expect(doubtsOf(MAIN, side, { ...side, tokens: 2000 })[0]).toMatch(/2256 and 2000\): their prompts differ/);
    expect(doubtsOf({ ...MAIN, length: null }, side, sideSummary([run([1], 1, 0, [3, 19])]))).toEqual([]);
  });
});

describe('lines of a run', () => {
  test('a step as either side writes it; other lines are none', () => {
    expect(stepLine('{"step": 3, "reward": 0.5, "kl": null, "seconds": {"generation": 1.5}}')).toEqual({
      ...{ step: 3, metrics: { reward: 0.5 }, seconds: { generation: 1.5 } },
    });
    expect([stepLine('Loading weights'), stepLine('{"before": {}}')]).toEqual([null, null]);
  });

  test.runIf(process.platform === 'linux')(
    'a process is read line by line; one that fails tells its last words',
    async () => {
      const node = (code: string) => ({ program: process.execPath, args: ['-e', code], cwd: process.cwd() });
      const began = performance.now();
      const told = await measuredRun(
        node(
          `console.error('device: none'); for (const step of [1, 2, 3]) console.log(JSON.stringify({ step, reward: step }))`,
        ),
      );
      expect(told.steps.map(({ step, metrics }) => [step, metrics['reward']])).toEqual([[2, 2], [3, 3]]); // prettier-ignore
      const walls = told.steps.reduce((sum, { wall }) => sum + wall, 0);
      expect(walls).toBeLessThan((performance.now() - began) / 1000);
      expect([told.lines.length, told.about]).toEqual([3, ['device: none']]);
      expect(told.steps.every(({ wall, total, others }) => wall >= 0 && total >= 0 && others >= 0)).toBe(true);
      await expect(measuredRun(node(`console.error('no such model'); process.exit(3)`))).rejects.toThrow(
        /ended with 3:\nno such model/,
      );
    },
  );
});

describe('parity of learning', () => {
  const line = (step: number, metrics: Readonly<Record<string, number>>) => ({ step, metrics, seconds: {} });
  const ours = [0.7, 0.9].map(
    (end, seed) =>
    learningRun(seed, [line(1, { reward: 0.1, eval_reward: 0.3 }), line(2, { reward: 0.2 }), line(3, { reward: 0.4, eval_reward: end })]), // prettier-ignore
  );
  const trl = [0.75, 0.81].map(
    (end, seed) =>
    learningRun(seed, [line(1, { reward: 0.1 }), line(1, { eval_reward: 0.35 }), line(2, { reward: 0.3 }), line(3, { reward: 0.5 }), line(3, { eval_reward: end })]), // prettier-ignore
  );

  test('the difference of the means with its standard error', () => {
    const { difference, error, ...ends } = parityOf(ours, trl);
    expect(ends.ours).toBeCloseTo(0.8, 10);
    expect(ends.trl).toBeCloseTo(0.78, 10);
    expect(difference).toBeCloseTo(0.02, 10);
    // Variances 0.02 and 0.0018, two values each.
    expect(error).toBeCloseTo(Math.sqrt(0.0109), 10);
    expect(parityOf(ours.slice(1), trl).difference).toBeCloseTo(0.12, 10);
  });

  test('both curves side by side', () => {
    const lines = learningTable(ours, trl).split('\n');
    expect(lines[2]).toBe('| 1 | 0.100 | 0.100 | 0.300 (0.300, 0.300) | 0.350 (0.350, 0.350) |');
    expect(lines[3]).toBe('| 3 | 0.300 | 0.400 | 0.800 (0.700, 0.900) | 0.780 (0.750, 0.810) |');
    expect(lines.at(-1)).toMatch(/^learning: difference \+0\.020 \(standard error 0\.104\), (within|beyond) 0\.02$/);
    expect(learningTable(ours.slice(1), trl).split('\n').at(-1)).toBe('learning: difference +0.120 (standard error –), beyond 0.02'); // prettier-ignore
  });
});
