// What: which groups teach nothing, or not what is wanted: dynamic sampling and the pass window.
// Formula: flat: std of the group ≤ threshold (sample estimator, n − 1). Pass window: low < mean of the group < high.
// Shapes: P groups of G rollouts, R = P·G.
// Source: DAPO (arXiv 2503.14476, dynamic sampling); ms-swift, dynamic_sample. Pass window: EasyR1, online_filtering (0.01,
// 0.99), which VPPO uses; a group at the border is left out.

export interface Grouped {
  readonly promptCount: number;
  readonly generations: number;
}

const group = (values: Float32Array, p: number, generations: number) =>
  values.subarray(p * generations, (p + 1) * generations);

/** Mean and sample standard deviation of differences to the first value: equal rewards give exactly 0. */
function moments(values: Float32Array): { readonly mean: number; readonly deviation: number } {
  const first = values[0]!;
  const shift = values.reduce((sum, value) => sum + (value - first), 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - first - shift) ** 2, 0);
  return { mean: first + shift, deviation: Math.sqrt(squares / Math.max(values.length - 1, 1)) };
}

/** Prompts whose rollouts all have (nearly) the same reward: dynamic sampling draws others in their place. */
export const flatGroups = (reward: Float32Array, { promptCount, generations }: Grouped, threshold = 1e-6): number[] =>
  Array.from({ length: promptCount }, (_, p) => p).filter(
    (p) => moments(group(reward, p, generations)).deviation <= threshold,
  );

/**
 * [R] 1 = the group's mean score lies in the open window. Both masks of a step are this one: a group outside teaches nothing and
 * must not enter the statistics of the batch either.
 */
export function passWindow(score: Float32Array, { promptCount, generations }: Grouped, low: number, high: number) {
  const inside = new Uint8Array(promptCount * generations);
  for (let p = 0; p < promptCount; p++) {
    const { mean } = moments(group(score, p, generations));
    if (mean > low && mean < high) inside.fill(1, p * generations, (p + 1) * generations);
  }
  return { inStatistics: inside, inLoss: inside };
}
