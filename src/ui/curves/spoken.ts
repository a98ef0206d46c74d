// What: a chart in words, for screen readers and for those who look away.
import type { Series } from '../../9-curves/smooth.ts';
import { shortNumber } from '../shortNumber.ts';
import { CURVES } from '../texts/curves.ts';
import type { Drawing, DrawnLine } from './drawing.ts';

export function spokenSeries(name: string, { steps, values }: Series): string {
  if (values.length === 0) return CURVES.spokenNothing(name);
  let [low, high] = [0, 0];
  values.forEach((value, i) => {
    if (value < values[low]!) low = i;
    if (value > values[high]!) high = i;
  });
  return CURVES.spokenLine(
    name,
    [shortNumber(values[0]!), steps[0]!],
    [shortNumber(values.at(-1)!), steps.at(-1)!],
    [shortNumber(values[low]!), steps[low]!],
    [shortNumber(values[high]!), steps[high]!],
  );
}

const sentence = ({ run, label, series }: DrawnLine, several: boolean) =>
  spokenSeries(several ? `${run}, ${label}` : label, series);

export function spoken(title: string, drawing: Drawing | null): string {
  const lines = drawing?.lines.filter(({ faint }) => !faint) ?? [];
  const several = new Set(lines.map(({ run }) => run)).size > 1;
  return [CURVES.chart(title), ...lines.map((line) => sentence(line, several))].join(' ');
}
