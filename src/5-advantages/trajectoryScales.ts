// What: one factor per rollout, larger where a token signal is larger on average.
// Formula: S_r = mean of the signal over the rollout's tokens; u_r = (S_r − min S)/(max S − min S), min and max over all rollouts that
// count; b = m + (1 − m)/(mean u + 1e-8), the mean over the micro-batch; scale_r = m + u_r·(b − m), m = scale_min. The mean scale of a
// micro-batch is 1. Scale 1 for all where max − min ≤ 1e-6 or fewer than two rollouts count, and for a rollout that does not.
// Shapes: R rollouts; micro-batches are consecutive rollouts. Units: S as the signal.
// Source: VPPO (arXiv 2510.09285); huaixuheqing/VPPO-RL, verl/workers/actor/dp_actor.py (1e-8, 1e-6, mean u over the micro-batch).
import type { Rollouts } from '../3-rollouts/types.ts';

export interface ScaleSettings {
  readonly scaleMin: number;
  /** Rollouts of a micro-batch; 0 = all are one. */
  readonly microBatch: number;
}

export interface TrajectoryScales {
  /** [R] */
  readonly scales: Float32Array;
  /** Over the rollouts that count; null where fewer than two do. */
  readonly min: number | null;
  readonly max: number | null;
  /** b of each micro-batch: the scale of a rollout with the largest score; null where nothing is scaled. */
  readonly tops: readonly (number | null)[];
}

const LEAST_SPREAD = 1e-6;

/** [R] mean of a token signal over the tokens of each rollout; 0 for an empty one. */
export const trajectoryScores = (
  values: Float32Array,
  { lengths, maxTokens }: Pick<Rollouts, 'lengths' | 'maxTokens'>,
) =>
  Array.from(lengths, (length, r) => {
    const own = values.subarray(r * maxTokens, r * maxTokens + length);
    return own.reduce((sum, value) => sum + value, 0) / Math.max(length, 1);
  });

/** `counts` [R]: rollouts that have tokens in the loss. */
export function trajectoryScales(
  scores: readonly number[],
  counts: readonly boolean[],
  { scaleMin, microBatch }: ScaleSettings,
): TrajectoryScales {
  const scales = new Float32Array(scores.length).fill(1);
  const size = microBatch > 0 ? microBatch : Math.max(scores.length, 1);
  const starts = Array.from({ length: Math.ceil(scores.length / size) }, (_, b) => b * size);
  const counted = scores.filter((_, r) => counts[r]);
  if (counted.length < 2) return { scales, min: null, max: null, tops: starts.map(() => null) };
  const [min, max] = [Math.min(...counted), Math.max(...counted)];
  const spread = max - min;
  if (spread <= LEAST_SPREAD) return { scales, min, max, tops: starts.map(() => null) };
  const tops = starts.map((start) => {
    const rows = scores.slice(start, start + size).flatMap((_, i) => (counts[start + i] ? [start + i] : []));
    if (rows.length === 0) return null;
    const heights = rows.map((r) => (scores[r]! - min) / spread);
    const mean = heights.reduce((sum, height) => sum + height, 0) / rows.length;
    const top = scaleMin + (1 - scaleMin) / (mean + 1e-8);
    rows.forEach((r, i) => (scales[r] = scaleMin + heights[i]! * (top - scaleMin)));
    return top;
  });
  return { scales, min, max, tops };
}
