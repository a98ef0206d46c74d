// What: one more score pass over the sampled completions: log-probs and entropies of the same tokens under another θ or behind
//   another prefix.
// Formula: log softmax(logits / temperature) over the full vocabulary; greedy rollouts (temperature 0) are scored at 1.
// Shapes: [R × T] each. Source: TRL (per_token_logps, ref_per_token_logps).
import type { Policy, Prefix, RowScores } from '../2-policy/types.ts';
import type { Rollouts } from './types.ts';

export const scoredAt = (temperature: number): number => (temperature > 0 ? temperature : 1);

/** `prefix` was computed with the same θ. */
export function scorePass(
  policy: Policy,
  theta: Float32Array,
  prefix: Prefix,
  { rows }: Pick<Rollouts, 'rows'>,
  temperature: number,
): Promise<RowScores> {
  return policy.score(theta, prefix, rows, scoredAt(temperature));
}
