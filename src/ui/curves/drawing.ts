// What: what one chart draws, from the points of the runs: lines with colours and dashes, rows, the range of both axes.
// Pure: the same for the screen, for the file, and for the tests.
import { seriesOf, smooth, within } from '../../9-curves/smooth.ts';
import type { Series } from '../../9-curves/smooth.ts';
import { thin } from '../../9-curves/thin.ts';
import type { Row } from '../../9-curves/thin.ts';
import type { CurvePoint } from '../../9-curves/types.ts';
import type { CurveView, StepRange } from '../../store/curves/curveView.ts';
import { namesOf } from './chartFiles.ts';
import type { ChartFile } from './chartFiles.ts';

export interface ShownRun {
  readonly id: string;
  readonly name: string;
  readonly colour: number;
  readonly points: readonly CurvePoint[];
  /** Names of its metrics. */
  readonly names: readonly string[];
}

export interface DrawnLine {
  readonly run: string;
  readonly metric: string;
  readonly label: string;
  /** Index of --curve-N. */
  readonly colour: number;
  readonly dash: string | undefined;
  /** The values themselves behind a smoothed line. */
  readonly faint: boolean;
  /** Unsmoothed and whole, for reading off values. */
  readonly series: Series;
}

export interface Drawing {
  readonly lines: readonly DrawnLine[];
  /** values[i] belongs to lines[i]. */
  readonly rows: readonly Row[];
  readonly x: StepRange;
  readonly y: readonly [number, number];
  readonly log: boolean;
}

export const COLOUR_COUNT = 7;
const DASHES = [undefined, '6 3', '2 3', '9 3 2 3', '1 3'];
/** Lines behind the smoothed ones would only be a thicket. */
const MOST_WITH_FAINT = 6;

export const labelOf = (metric: string) =>
  metric.replace(/^(?:eval_)?rewards\/(.*)\/mean$/, '$1').replace(/^(completions|sampling)\//, '');

export function stepsOf(runs: readonly ShownRun[]): StepRange | null {
  const ends = runs.flatMap(({ points }) => (points.length ? [points[0]!.step, points.at(-1)!.step] : []));
  return ends.length ? [Math.min(...ends), Math.max(...ends)] : null;
}

/** The steps that the charts show; a single one lies in the middle. */
export function rangeOf(runs: readonly ShownRun[], { range }: Pick<CurveView, 'range'>): StepRange | null {
  const all = range ?? stepsOf(runs);
  if (!all) return null;
  const [from, to] = all;
  return to > from ? [from, to] : [from - 0.5, from + 0.5];
}

/** A flat curve lies in the middle; what the axis always shows is inside. */
function heights(rows: readonly Row[], { from, to }: ChartFile['axis'], log: boolean): readonly [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const { values } of rows) {
    for (const value of values) {
      if (value === null) continue;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
  }
  if (least > most) return log ? [0.1, 1] : [0, 1];
  if (log) return least === most ? [least / 2, most * 2] : [least, most];
  least = Math.min(least, from ?? least);
  most = Math.max(most, to ?? most);
  return most - least < 1e-9 ? [least - 0.5, most + 0.5] : [least, most];
}

const positive = (row: Row): Row => ({
  ...row,
  values: row.values.map((value) => (value !== null && value > 0 ? value : null)),
});

export function drawingOf(chart: ChartFile, runs: readonly ShownRun[], view: CurveView, room: number): Drawing | null {
  const x = rangeOf(runs, view);
  if (!x) return null;
  const several = runs.length > 1;
  const solid = runs.flatMap((run) =>
    namesOf(chart, run.names).map((metric, i) => ({
      ...{ run: run.name, metric, label: labelOf(metric), faint: false, series: seriesOf(run.points, metric) },
      colour: (several ? run.colour : i) % COLOUR_COUNT,
      dash: DASHES[i % DASHES.length],
    })),
  );
  if (solid.length === 0) return null;
  const behind = view.smoothing > 0 && solid.length <= MOST_WITH_FAINT;
  const lines: DrawnLine[] = [...(behind ? solid.map((line) => ({ ...line, faint: true })) : []), ...solid];
  const shown = lines.map(({ series, faint }) => {
    const values = faint ? series.values : smooth(series.values, view.smoothing);
    return within({ steps: series.steps, values }, x);
  });
  const thinned = thin(shown, room);
  const rows = view.log ? thinned.map(positive) : thinned;
  return { lines, rows, x, y: heights(rows, chart.axis, view.log), log: view.log };
}
