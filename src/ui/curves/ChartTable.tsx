// What: the values of the lines of a chart as its table twin.
import { valueAt } from '../../9-curves/smooth.ts';
import { shortNumber } from '../shortNumber.ts';
import type { Drawing } from './drawing.ts';
import { StepTable } from './StepTable.tsx';

export function ChartTable({ title, drawing }: { readonly title: string; readonly drawing: Drawing }) {
  const lines = drawing.lines.filter(({ faint }) => !faint);
  const several = new Set(lines.map(({ run }) => run)).size > 1;
  const steps = [...new Set(lines.flatMap(({ series }) => series.steps))]
    .filter((step) => step >= drawing.x[0] && step <= drawing.x[1])
    .sort((a, b) => a - b);
  const columns = lines.map(({ run, metric, label, series }) => ({
    key: `${run}\n${metric}`,
    label: several ? `${label} (${run})` : label,
    at: (step: number) => {
      const value = valueAt(series, step);
      return value === undefined ? '' : shortNumber(value);
    },
  }));
  return <StepTable title={title} columns={columns} steps={steps} />;
}
