// What: the loss as coefficients: dL/dlog p of every token and dL/dH. Shapes: R rollouts, T tokens, K ids per token.
export interface TokenCoefficients {
  /** [R × T × K] dL/d log p(ids); 0 on padding. L is minimised. */
  readonly coef: Float32Array;
  /** [R × T] dL/dH of the token's distribution. */
  readonly coefEntropy: Float32Array;
  /** [R × T] what the token counts in the policy loss; 0 where a mask leaves it out. */
  readonly weights: Float32Array;
  /** [R × T] 1 = the token counts in denominators and KL. */
  readonly mask: Float32Array;
  /** What the loss of a token of rollout r is divided by, so that further terms can share it. */
  readonly normaliser: (r: number) => number;
  readonly loss: number;
  /** Metrics by TRL name: clip_ratio/low_mean, clip_ratio/high_mean, clip_ratio/region_mean, kl, entropy, policy_loss … */
  readonly metrics: Readonly<Record<string, number>>;
}
