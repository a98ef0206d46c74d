// What: several curves as rows for drawing, at most `room` of them. Where there are more steps than room, equal ranges of
// steps become two rows each, with the least and the greatest value of every curve in the order in which they came: no
// peak is lost, whatever the width.
import type { Series } from './smooth.ts';

export interface Row {
  readonly step: number;
  /** One a curve; null where it has no value there. */
  readonly values: readonly (number | null)[];
}

function exactRows(series: readonly Series[], steps: readonly number[]): Row[] {
  const at = series.map(() => 0);
  return steps.map((step) => ({
    step,
    values: series.map((curve, k) => (curve.steps[at[k]!] === step ? curve.values[at[k]!++]! : null)),
  }));
}

/** Least and greatest value of a curve in [from, to), in order of their steps; `start` = where to look first. */
function extremes({ steps, values }: Series, start: number, to: number) {
  let [least, most, i] = [start, start, start];
  for (; i < steps.length && steps[i]! < to; i++) {
    if (values[i]! < values[least]!) least = i;
    if (values[i]! > values[most]!) most = i;
  }
  if (i === start) return { next: i, first: null, second: null };
  return { next: i, first: values[Math.min(least, most)]!, second: values[Math.max(least, most)]! };
}

export function thin(series: readonly Series[], room: number): Row[] {
  const steps = [...new Set(series.flatMap((curve) => curve.steps))].sort((a, b) => a - b);
  if (steps.length <= room) return exactRows(series, steps);
  const [first, last] = [steps[0]!, steps.at(-1)!];
  const count = Math.max(1, Math.floor(room / 2));
  const width = (last - first) / count;
  const at = series.map(() => 0);
  const rows: Row[] = [];
  for (let b = 0; b < count; b++) {
    const from = first + b * width;
    const to = b === count - 1 ? Infinity : from + width;
    const found = series.map((curve, k) => extremes(curve, at[k]!, to));
    found.forEach(({ next }, k) => (at[k] = next));
    const ends = b === count - 1 ? last : from + width / 2;
    rows.push({ step: from, values: found.map((pair) => pair.first) });
    rows.push({ step: ends, values: found.map((pair) => pair.second) });
  }
  return rows.filter(({ values }) => values.some((value) => value !== null));
}
