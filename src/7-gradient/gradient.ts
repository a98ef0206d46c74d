// What: from coefficients to dL/dθ, through the backward graph of the policy.
// Formula: dθ = Σ_tokens coef·∇log p + coefEntropy·∇H; the gap |log p(backward pass) − log p(sampler)| over all tokens.
// Shapes: coef [R × T × K], coefEntropy [R × T], values [n].
// Units: the gap in nats; mean over tokens, not over rollouts.
// Source: DESIGN §2 (score, then differentiate); metric names of TRL (sampling/sampling_logp_difference).
import type { Policy, Prefix } from '../2-policy/types.ts';
import type { Rollouts } from '../3-rollouts/types.ts';
import type { TokenCoefficients } from '../6-loss/types.ts';
import type { Gradient } from './types.ts';

/** `prefix` was computed with the same θ. The policy cuts padding that no row needs. */
export async function computeGradient(
  policy: Policy,
  theta: Float32Array,
  prefix: Prefix,
  rollouts: Rollouts,
  coefficients: Pick<TokenCoefficients, 'coef' | 'coefEntropy'>,
  temperature: number,
  onProgress?: (donePasses: number, totalPasses: number) => void,
): Promise<Gradient> {
  const scale = temperature > 0 ? temperature : 1;
  const { gradient, logProbs } = await policy.gradient(theta, prefix, rollouts.rows, coefficients, scale, onProgress);
  return { values: gradient, metrics: logProbGap(rollouts, logProbs) };
}

export function logProbGap({ rows, oldLogProbs }: Rollouts, logProbs: Float32Array): Record<string, number> {
  const { lengths, maxTokens, idsPerToken } = rows;
  let [sum, largest, count] = [0, 0, 0];
  lengths.forEach((length, r) => {
    for (let t = 0; t < length; t++) {
      const place = r * maxTokens + t;
      const gap = Math.abs(logProbs[place * idsPerToken]! - oldLogProbs[place]!);
      sum += gap;
      largest = Math.max(largest, gap);
      count++;
    }
  });
  return {
    'sampling/sampling_logp_difference/mean': count > 0 ? sum / count : 0,
    'sampling/sampling_logp_difference/max': largest,
  };
}
