// What: means and spreads of metrics over windows of a history. A rule looks at the last few steps and the first few; only where these say
//   that something happened does it look for the step at which it began. So a step of a long run costs what a step of a short one does.
// Formula: standard error of the difference of two means = √(s₁²/n₁ + s₂²/n₂) (Welch 1947), s² with n − 1.
import type { StepMetrics } from '../training/protocol.ts';

export interface Value {
  readonly step: number;
  readonly value: number;
}

export interface Window {
  readonly mean: number;
  /** s² with n − 1; 0 for a single value. */
  readonly variance: number;
  readonly count: number;
  readonly from: number;
  readonly to: number;
}

export interface Windows {
  /** The last `count` values of a metric, the oldest first; steps without it are passed over, a limited number of them. */
  last(name: string, count: number): readonly Value[];
  first(name: string, count: number): readonly Value[];
  /** All of them: for the step at which something began. */
  all(name: string): readonly Value[];
}

/** Held-out numbers come every so many steps. */
const MOST_PASSED_OVER = 60;

export function windowsOf(points: readonly StepMetrics[]): Windows {
  const value = ({ step, metrics }: StepMetrics, name: string): Value[] =>
    metrics[name] === undefined || !Number.isFinite(metrics[name]) ? [] : [{ step, value: metrics[name] }];
  const look = (name: string, count: number, at: (i: number) => StepMetrics | undefined) => {
    const found: Value[] = [];
    for (let i = 0, passed = 0; found.length < count && passed < MOST_PASSED_OVER; i++) {
      const point = at(i);
      if (!point) break;
      const own = value(point, name);
      found.push(...own);
      passed = own.length > 0 ? 0 : passed + 1;
    }
    return found;
  };
  const whole = new Map<string, readonly Value[]>();
  const all = (name: string) => {
    const known = whole.get(name);
    if (known) return known;
    const found = points.flatMap((point) => value(point, name));
    whole.set(name, found);
    return found;
  };
  return {
    all,
    last: (name, count) => look(name, count, (i) => points[points.length - 1 - i]).reverse(),
    first: (name, count) => look(name, count, (i) => points[i]),
  };
}

export function windowOf(values: readonly Value[]): Window {
  const count = values.length;
  const mean = values.reduce((sum, { value }) => sum + value, 0) / Math.max(1, count);
  const squares = values.reduce((sum, { value }) => sum + (value - mean) ** 2, 0);
  const [from, to] = [values[0]?.step ?? 0, values.at(-1)?.step ?? 0];
  return { mean, variance: count > 1 ? squares / (count - 1) : 0, count, from, to };
}

/** How many standard errors the second mean lies above the first; 0 where both are the same constant. */
export function risen(before: Window, after: Window): number {
  const difference = after.mean - before.mean;
  const error = Math.sqrt(before.variance / Math.max(1, before.count) + after.variance / Math.max(1, after.count));
  if (error > 0) return difference / error;
  return difference === 0 ? 0 : Math.sign(difference) * Infinity;
}

/** The middle one; the mean of the two in the middle. */
export function median(values: readonly Value[]): number {
  const sorted = values.map(({ value }) => value).sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half]! : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
}
