// What: extra score passes over the sampled completions. Each returns log-probs [R × T] of the same tokens: under the frozen
//   network (θ = 0, for the KL), with the damaged picture in the prompt, or under a newer θ (num_iterations > 1).
// Formula: log softmax(logits / temperature) over the full vocabulary; greedy rollouts (temperature 0) are scored at 1.
// Source: TRL (ref_per_token_logps, per_token_logps); PAPO (masked view).
import type { Policy, Prefix, PreparedPrompt, RowScores } from '../2-policy/types.ts';
import type { Rollouts } from './types.ts';

const scored = (temperature: number): number => (temperature > 0 ? temperature : 1);

/** Log-probs and entropies under θ with a prefix that was computed with the same θ. */
export function newLogProbs(
  policy: Policy,
  theta: Float32Array,
  prefix: Prefix,
  rollouts: Rollouts,
  temperature: number,
): Promise<RowScores> {
  return policy.score(theta, prefix, rollouts.rows, scored(temperature));
}

/** The frozen network: signal `refLogProb`. */
export function refLogProbs(
  policy: Policy,
  prompts: readonly PreparedPrompt[],
  rollouts: Rollouts,
  temperature: number,
): Promise<Float32Array> {
  return viewLogProbs(policy, new Float32Array(policy.info.thetaLength), prompts, rollouts, temperature);
}

/** The same tokens behind other prompts (the damaged view of each picture): signal `viewLogProb`. */
export async function viewLogProbs(
  policy: Policy,
  theta: Float32Array,
  viewPrompts: readonly PreparedPrompt[],
  rollouts: Rollouts,
  temperature: number,
): Promise<Float32Array> {
  const prefix = await policy.prefill(theta, viewPrompts);
  try {
    return (await newLogProbs(policy, theta, prefix, rollouts, temperature)).logProbs;
  } finally {
    prefix.dispose();
  }
}
