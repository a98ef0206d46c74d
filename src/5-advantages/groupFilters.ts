// What: which groups teach nothing, for dynamic sampling.
// Formula: flat: std of the group ≤ threshold (sample estimator, n − 1).
// Shapes: P groups of G rollouts, R = P·G.
// Source: DAPO (arXiv 2503.14476, dynamic sampling); ms-swift, dynamic_sample.

export interface Grouped {
  readonly promptCount: number;
  readonly generations: number;
}

const group = (values: Float32Array, p: number, generations: number) =>
  values.subarray(p * generations, (p + 1) * generations);

/** Of differences to the first value: equal rewards give exactly 0. */
function deviationOf(values: Float32Array): number {
  const first = values[0]!;
  const shift = values.reduce((sum, value) => sum + (value - first), 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - first - shift) ** 2, 0);
  return Math.sqrt(squares / Math.max(values.length - 1, 1));
}

/** Prompts whose rollouts all have (nearly) the same reward: dynamic sampling draws others in their place. */
export const flatGroups = (reward: Float32Array, { promptCount, generations }: Grouped, threshold = 1e-6): number[] =>
  Array.from({ length: promptCount }, (_, p) => p).filter(
    (p) => deviationOf(group(reward, p, generations)) <= threshold,
  );
