// What: a run as a file: CSV (one column per metric, empty where a step has none) and JSON lines as `npm run train` writes.
import type { CurvePoint } from './types.ts';
import { METRICS } from './metrics.ts';

const order = new Map(METRICS.map(({ name }, i) => [name, i]));

/** Names of all metrics of the points: rewards of single functions first, then in the order of METRICS, then the rest. */
export function metricNames(points: readonly CurvePoint[]): string[] {
  const rank = (name: string) => (name.startsWith('rewards/') ? -1 : (order.get(name) ?? METRICS.length));
  const names = new Set(points.flatMap(({ metrics }) => Object.keys(metrics)));
  return [...names].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** RFC 4180: a cell with a comma, a quote or a line break is quoted. */
const cell = (value: string) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
const numberCell = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? '' : String(value));

export function toCsv(points: readonly CurvePoint[]): string {
  const names = metricNames(points);
  const rows = points.map(({ step, metrics }) => [String(step), ...names.map((name) => numberCell(metrics[name]))]);
  return [['step', ...names].map(cell), ...rows].map((row) => row.join(',') + '\r\n').join('');
}

/** One object per line: {"step": 1, "reward": …}. NaN and ±∞ become null, as JSON has none. */
export const toJsonLine = ({ step, metrics }: CurvePoint): string => JSON.stringify({ step, ...metrics });
export const toJsonLines = (points: readonly CurvePoint[]): string =>
  points.map((point) => toJsonLine(point) + '\n').join('');

export interface NamedRun {
  readonly name: string;
  readonly points: readonly CurvePoint[];
}

/** Several runs in one file: a column `run` before the others. */
export function runsToCsv(runs: readonly NamedRun[]): string {
  const names = metricNames(runs.flatMap(({ points }) => points));
  const rows = runs.flatMap(({ name, points }) =>
    points.map(({ step, metrics }) => [
      cell(name),
      String(step),
      ...names.map((metric) => numberCell(metrics[metric])),
    ]),
  );
  return [['run', 'step', ...names].map(cell), ...rows].map((row) => row.join(',') + '\r\n').join('');
}

export const runsToJsonLines = (runs: readonly NamedRun[]): string =>
  runs
    .flatMap(({ name, points }) => points.map(({ step, metrics }) => JSON.stringify({ run: name, step, ...metrics })))
    .map((line) => line + '\n')
    .join('');
