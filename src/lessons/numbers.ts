// What: the arithmetic that lessons speak about, and numbers as a sentence writes them.
// Formula: mean = Σx/n; late = mean of the last three; std = √(Σ(x − mean)²/(n − 1)), 0 for n < 2.
import type { StepMetrics } from '../training/protocol.ts';

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
export const mean = (values: readonly number[]): number => (values.length === 0 ? NaN : sum(values) / values.length);

/** Where a curve ends: one step alone is mostly noise. */
export const late = (values: readonly number[]): number => mean(values.slice(-3));

export function std(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const centre = mean(values);
  return Math.sqrt(sum(values.map((value) => (value - centre) ** 2)) / (values.length - 1));
}

/** A metric over steps; those without it are left out. */
export const series = (points: readonly StepMetrics[], metric: string): readonly number[] =>
  points.map(({ metrics }) => metrics[metric]).filter((value): value is number => value !== undefined);

export const last = (points: readonly StepMetrics[], metric: string): number => series(points, metric).at(-1) ?? NaN;

/** Prediction ± tolerance. */
export const near = (value: number, predicted: unknown, tolerance: number): boolean =>
  typeof predicted === 'number' && Math.abs(value - predicted) <= tolerance;

const EXACT = 1e-6;

/** Up to three significant digits, a true minus sign, and no −0: 0.123, 12.3, 1234, −0.5, 2.1e-7. */
export function say(value: number): string {
  if (!Number.isFinite(value)) return 'none yet';
  if (value === 0) return '0';
  const size = Math.abs(value);
  const text = size < 0.001 && size >= Number.MIN_VALUE ? value.toExponential(1) : shortened(value, size);
  return text.replace('-', '−').replace('e−', 'e-');
}

const shortened = (value: number, size: number): string =>
  size >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(size >= 10 ? 3 : size >= 1 ? 3 : 2)));

/** With a sign: +0.5, −0.5, 0. */
export const signed = (value: number): string =>
  value > EXACT ? `+${say(value)}` : Math.abs(value) <= EXACT ? '0' : say(value);

export const percent = (share: number): string => `${Math.round(100 * share)} %`;

export const list = (values: readonly number[], most = 8): string =>
  values.slice(0, most).map(say).join(', ') + (values.length > most ? ', …' : '');
