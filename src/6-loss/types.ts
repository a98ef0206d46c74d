// What: the loss as coefficients: dL/dlog p of every token and dL/dH. Shapes: R rollouts, T tokens, K ids a token.
export interface TokenCoefficients {
  /** [R × T × K] dL/d log p(ids); 0 on padding. L is minimised. */
  readonly coef: Float32Array;
  /** [R × T] dL/dH of the token's distribution. */
  readonly coefEntropy: Float32Array;
  /** [R × T] 1 where the token counts in the policy loss, 0 where a mask leaves it out. */
  readonly weights: Float32Array;
  readonly loss: number;
  /** Metrics by TRL name: clip_ratio/low_mean, clip_ratio/high_mean, clip_ratio/region_mean, kl, entropy, policy_loss … */
  readonly metrics: Readonly<Record<string, number>>;
}
