// What: one curve of the history for drawing: its values, smoothed as TensorBoard does, thinned to the width of the screen.
// Formula: m_t = w·m_(t−1) + (1 − w)·x_t with m_0 = 0, shown as m_t / (1 − wᵗ); w = 0 shows the values themselves.
// Source: TensorBoard, line_chart resmoothDataset (debiased exponential moving average).
import type { CurvePoint } from './types.ts';

export interface Series {
  /** Rising. */
  readonly steps: readonly number[];
  /** Finite. */
  readonly values: readonly number[];
}

/** The points that have a finite value of this metric. */
export function seriesOf(points: readonly CurvePoint[], name: string): Series {
  const steps: number[] = [];
  const values: number[] = [];
  for (const { step, metrics } of points) {
    const value = metrics[name];
    if (value === undefined || !Number.isFinite(value)) continue;
    steps.push(step);
    values.push(value);
  }
  return { steps, values };
}

export function smooth(values: readonly number[], weight: number): readonly number[] {
  if (weight <= 0) return values;
  let mean = 0;
  let bias = 1;
  return values.map((value) => {
    mean = weight * mean + (1 - weight) * value;
    bias *= weight;
    return mean / (1 - bias);
  });
}

/** The value at a step, or at the nearest step before it. */
export function valueAt({ steps, values }: Series, step: number): number | undefined {
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle]! <= step) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? undefined : values[low - 1];
}

export function within({ steps, values }: Series, [from, to]: readonly [number, number]): Series {
  const inside = steps.flatMap((step, i) => (step >= from && step <= to ? [i] : []));
  return { steps: inside.map((i) => steps[i]!), values: inside.map((i) => values[i]!) };
}
