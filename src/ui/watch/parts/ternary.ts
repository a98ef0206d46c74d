// What: three weights as a point in a triangle.
// Formula: shares w_k/Σw; the point is Σ share_k · corner_k, so that it lies at a corner where that weight is all, and in the middle
//   where all are equal. Weights below 0 count as 0.
import type { StepMetrics } from '../../../training/protocol.ts';

export type Point = readonly [x: number, y: number];

/** Left below, right below, top: an equilateral triangle with sides of 1, y downwards. */
export const CORNERS: readonly [Point, Point, Point] = [
  [0, Math.sqrt(3) / 2],
  [1, Math.sqrt(3) / 2],
  [0.5, 0],
];

export function sharesOf(weights: readonly number[]): readonly number[] {
  const own = weights.map((weight) => Math.max(0, weight));
  const sum = own.reduce((total, weight) => total + weight, 0);
  return own.map((weight) => (sum > 0 ? weight / sum : 1 / own.length));
}

export function pointOf(weights: readonly number[]): Point {
  const shares = sharesOf(weights);
  const along = (axis: 0 | 1) => CORNERS.reduce((sum, corner, k) => sum + corner[axis] * shares[k]!, 0);
  return [along(0), along(1)];
}

/** The weights of every step that has all three, oldest first. */
export const waysOf = (points: readonly StepMetrics[], corners: readonly string[]): readonly (readonly number[])[] =>
  points.flatMap(({ metrics }) => {
    const weights = corners.map((name) => metrics[name]);
    return weights.every((weight) => weight !== undefined && Number.isFinite(weight)) ? [weights as number[]] : [];
  });
