// What: the gradient of the stated loss with respect to θ, and what the backward pass saw on the way.
export interface Gradient {
  /** [n] dL/dθ in the order of the policy's layout. */
  readonly values: Float32Array;
  /** sampling/sampling_logp_difference/mean and /max: gap between the sampler's and the backward pass's log-probs. */
  readonly metrics: Readonly<Record<string, number>>;
}
