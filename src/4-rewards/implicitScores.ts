// What: scores of the tokens from log-ratios of a side model, and their size for the whole batch.
// Formula: token: q_t = log φ − log ref; whole: Σ q on the last token, 0 elsewhere. batch_norm: all divided by (largest |Σ_{j ≥ t} q_j| of
//   the batch + 1e-6). Not multiplied by beta.
// Shapes: [R × T]; 0 where the mask is 0. Units: nats; without a unit once divided.
// Source: PRIME (arXiv 2502.01456), dp_prime.py: compute_implicit_reward, prime_norm.

export interface ImplicitInput {
  /** [R × T] */
  readonly logProbs: ArrayLike<number>;
  readonly refLogProbs: ArrayLike<number>;
  /** [R × T] 1 = a token that counts. */
  readonly mask: ArrayLike<number>;
  readonly maxTokens: number;
  readonly whole: boolean;
}

export function implicitScores({ logProbs, refLogProbs, mask, maxTokens: T, whole }: ImplicitInput): Float64Array {
  const q = Float64Array.from({ length: mask.length }, (_, i) => (mask[i] ? logProbs[i]! - refLogProbs[i]! : 0));
  if (!whole) return q;
  const scores = new Float64Array(mask.length);
  for (let r = 0; r < mask.length / T; r++) {
    const own = Array.from({ length: T }, (_, t) => r * T + t).filter((i) => mask[i]);
    if (own.length > 0) scores[own.at(-1)!] = own.reduce((sum, i) => sum + q[i]!, 0);
  }
  return scores;
}

export function batchNormalised(scores: Float64Array, maxTokens: number): Float64Array {
  let largest = 0;
  for (let end = scores.length; end > 0; end -= maxTokens) {
    let sum = 0;
    for (let i = end - 1; i >= end - maxTokens; i--) largest = Math.max(largest, Math.abs((sum += scores[i]!)));
  }
  return scores.map((score) => score / (largest + 1e-6));
}
