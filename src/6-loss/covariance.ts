// What: which tokens drive the entropy down: their advantage and their log-prob stand out together.
// Formula: cov_t = (A_t − mean A) · (log π_t − mean log π), means over the tokens of the batch that count.
// Source: "The entropy mechanism of RL for reasoning language models" (arXiv 2505.22617), section 4; verl, core_algos.py.
import type { LossBatch } from './lossFile.ts';

/** Places of the tokens that count, and their covariances in the same order. */
export function covariances({ mask, newLogProbs, advantageOf }: LossBatch): {
  readonly places: readonly number[];
  readonly values: readonly number[];
} {
  const places = Array.from(mask.keys()).filter((i) => mask[i]! > 0.5);
  const mean = (of: (i: number) => number) => places.reduce((sum, i) => sum + of(i), 0) / Math.max(places.length, 1);
  const meanAdvantage = mean(advantageOf);
  const meanLogProb = mean((i) => newLogProbs[i]!);
  const values = places.map((i) => (advantageOf(i) - meanAdvantage) * (newLogProbs[i]! - meanLogProb));
  return { places, values };
}

/** int(share · tokens), at least 1, as verl. */
export const countOf = (share: number, tokens: number): number => Math.max(1, Math.floor(share * tokens));

/** Share of the tokens that count. */
export function selectedShare(selected: Float32Array | null, count: number): number {
  return (selected?.reduce((sum, value) => sum + value, 0) ?? 0) / count;
}
