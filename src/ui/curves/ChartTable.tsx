// What: the table twin of a chart: its values at up to sixteen steps, the last one included.
import { valueAt } from '../../9-curves/smooth.ts';
import { shortNumber } from '../shortNumber.ts';
import { CURVES } from '../texts/curves.ts';
import type { Drawing } from './drawing.ts';

const MOST_ROWS = 16;

export function tableSteps(steps: readonly number[]): readonly number[] {
  if (steps.length <= MOST_ROWS) return steps;
  return Array.from({ length: MOST_ROWS }, (_, i) => steps[Math.round((i * (steps.length - 1)) / (MOST_ROWS - 1))]!);
}

export function ChartTable({ title, drawing }: { readonly title: string; readonly drawing: Drawing }) {
  const lines = drawing.lines.filter(({ faint }) => !faint);
  const several = new Set(lines.map(({ run }) => run)).size > 1;
  const steps = [...new Set(lines.flatMap(({ series }) => series.steps))]
    .filter((step) => step >= drawing.x[0] && step <= drawing.x[1])
    .sort((a, b) => a - b);
  return (
    <div className="chart-table" tabIndex={0} role="group" aria-label={CURVES.tableOf(title)}>
      <table>
        <thead>
          <tr>
            <th scope="col">{CURVES.step}</th>
            {lines.map(({ run, metric, label }) => (
              <th key={`${run}\n${metric}`} scope="col">
                {several ? `${label} (${run})` : label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tableSteps(steps).map((step) => (
            <tr key={step}>
              <th scope="row">{step}</th>
              {lines.map(({ run, metric, series }) => {
                const value = valueAt(series, step);
                return <td key={`${run}\n${metric}`}>{value === undefined ? '' : shortNumber(value)}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
