// What: what a chart draws, says and writes to a file, from the points of the runs.
import { describe, expect, test } from 'vitest';
import { namesSeen } from '../../src/9-curves/namesSeen.ts';
import { runsToCsv, runsToJsonLines } from '../../src/9-curves/files.ts';
import type { CurvePoint } from '../../src/9-curves/types.ts';
import type { ChartFile } from '../../src/ui/curves/chartFiles.ts';
import { tableSteps } from '../../src/ui/curves/StepTable.tsx';
import { drawingOf } from '../../src/ui/curves/drawing.ts';
import type { ShownRun } from '../../src/ui/curves/drawing.ts';
import { spoken } from '../../src/ui/curves/spoken.ts';
import { svgOf } from '../../src/ui/curves/svgFile.ts';
import { framedLines } from '../../src/ui/curves/svgLines.ts';

const PLAIN = { smoothing: 0, log: false, range: null };
const chart: ChartFile = {
  ...{ title: 'Reward <&>', order: 1, kind: 'lines', unit: '', axis: {}, explanation: '' },
  metrics: ['reward', /^rewards\/.*\/mean$/],
};
const run = (points: readonly CurvePoint[], name = 'This run', colour = 0): ShownRun => ({
  ...{ id: name, name, colour, points },
  names: namesSeen(points),
});
const rising = Array.from({ length: 1000 }, (_, i) => ({
  step: i + 1,
  metrics: { reward: i / 10, 'rewards/format/mean': i === 500 ? 1000 : -1 },
}));

describe('drawingOf', () => {
  test('a thousand steps become few rows, and the one peak is on it', () => {
    const { rows, lines, x, y } = drawingOf(chart, [run(rising)], PLAIN, 200)!;
    expect(rows.length).toBeLessThanOrEqual(200);
    expect(lines.map(({ label }) => label)).toEqual(['reward', 'format']);
    expect(x).toEqual([1, 1000]);
    expect(y).toEqual([-1, 1000]);
  });

  test('one run: a colour per metric; several: a colour a run, dashes a metric', () => {
    const alone = drawingOf(chart, [run(rising)], PLAIN, 50)!;
    expect(alone.lines.map(({ colour }) => colour)).toEqual([0, 1]);
    const two = drawingOf(chart, [run(rising), run(rising.slice(0, 5), 'other', 3)], PLAIN, 50)!;
    expect(two.lines.map(({ colour }) => colour)).toEqual([0, 0, 3, 3]);
    expect(two.lines.map(({ dash }) => dash)).toEqual([undefined, '6 3', undefined, '6 3']);
  });

  test('smoothed, the values themselves stay behind faintly; zoomed, only the range counts', () => {
    const smoothed = drawingOf(chart, [run(rising)], { ...PLAIN, smoothing: 0.9 }, 50)!;
    expect(smoothed.lines.map(({ faint }) => faint)).toEqual([true, true, false, false]);
    const zoomed = drawingOf(chart, [run(rising)], { ...PLAIN, range: [10, 20] }, 50)!;
    expect(zoomed.rows.map(({ step }) => step)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
    expect(zoomed.y[1]).toBeCloseTo(1.9, 9);
  });

  test('on a log scale what is not positive is left out', () => {
    const { rows, y } = drawingOf(chart, [run(rising)], { ...PLAIN, log: true }, 2000)!;
    expect(rows[0]!.values).toEqual([null, null]);
    expect(y).toEqual([0.1, 1000]);
  });

  test('nothing to show is null, one point is a chart', () => {
    expect(drawingOf(chart, [], PLAIN, 50)).toBeNull();
    expect(drawingOf(chart, [run([{ step: 3, metrics: { kl: 1 } }])], PLAIN, 50)).toBeNull();
    const one = drawingOf(chart, [run([{ step: 3, metrics: { reward: 2 } }])], PLAIN, 50)!;
    expect([one.x, one.y]).toEqual([
      [2.5, 3.5],
      [1.5, 2.5],
    ]);
  });
});

test('spoken: first, last, lowest, highest with their steps', () => {
  const drawing = drawingOf(chart, [run(rising)], PLAIN, 50);
  expect(spoken('Reward', drawing)).toBe(
    'Chart: Reward. reward: from 0 at step 1 to 99.9 at step 1000; lowest 0 at step 1, highest 99.9 at step 1000. ' +
      'format: from -1 at step 1 to -1 at step 1000; lowest -1 at step 1, highest 1000 at step 501.',
  );
});

test('the table twin has at most sixteen rows, first and last among them', () => {
  const steps = rising.map(({ step }) => step);
  expect(tableSteps(steps)).toHaveLength(16);
  expect([tableSteps(steps)[0], tableSteps(steps).at(-1)]).toEqual([1, 1000]);
  expect(tableSteps([1, 2])).toEqual([1, 2]);
});

test('metrics that come every so many steps are known; the list stays the same until one is new', () => {
  const points: CurvePoint[] = [{ step: 1, metrics: { reward: 1 } }];
  const first = namesSeen(points);
  const second = [...points, { step: 2, metrics: { reward: 1, eval_reward: 1 } }];
  const names = namesSeen(second);
  expect(first).toEqual(['reward']);
  expect(names).toEqual(['reward', 'eval_reward']);
  const third = [...second, { step: 3, metrics: { reward: 1 } }];
  expect(namesSeen(third)).toBe(names);
});

test('files: several runs with a column run; the SVG is whole and escaped', () => {
  const runs = [
    { name: 'a, b', points: [{ step: 1, metrics: { reward: 1 } }] },
    { name: 'c', points: [{ step: 1, metrics: { kl: 0.5, reward: NaN } }] },
  ];
  expect(runsToCsv(runs)).toBe('run,step,reward,kl\r\n"a, b",1,1,\r\nc,1,,0.5\r\n');
  expect(runsToJsonLines(runs)).toBe(
    '{"run":"a, b","step":1,"reward":1}\n{"run":"c","step":1,"kl":0.5,"reward":null}\n',
  );
  const svg = svgOf([framedLines(chart, drawingOf(chart, [run(rising)], { ...PLAIN, smoothing: 0.5 }, 100)!)]);
  expect(svg).toContain('Reward &lt;&amp;&gt;');
  expect(svg.match(/<polyline/g)).toHaveLength(4);
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
});
