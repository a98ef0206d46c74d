// What: what a side model learns from: cross-entropy of the outcomes against its summed log-ratios to a reference, as a loss with
//   coefficients per token, and the accumulated scores of steps that come of it. Kernel: shaders/6-loss/outcomeCe.
// Formula: loss = mean of nll. Step score at boundary k ≥ 1 = coef·Σ of the log-ratio from the first boundary's token to this one's, both
//   included; a boundary behind the end is the last token; the first boundary has no score.
// Shapes: R rollouts, T tokens. Units: nats.
// Source: Implicit PRM (arXiv 2412.01981): train/openrlhf/trainer/ce_trainer.py; eval/processbench.py.
import type { Compute } from '../gpu/compute.ts';

export interface OutcomeCe {
  readonly loss: number;
  /** [R × T] dL/d log φ. */
  readonly coef: Float32Array;
  /** [R] Σ log-ratio. */
  readonly sums: Float32Array;
}

export interface OutcomeCeInput {
  /** [R × T] */
  readonly logProbs: Float32Array;
  readonly refLogProbs: Float32Array;
  readonly mask: Float32Array;
  /** [R] 0…1 */
  readonly outcome: Float32Array;
  readonly beta: number;
}

export async function outcomeCe(
  compute: Compute,
  { logProbs, refLogProbs, mask, outcome, beta }: OutcomeCeInput,
): Promise<OutcomeCe> {
  const rollouts = outcome.length;
  const made = await compute.run('6-loss/outcomeCe', {
    params: { rollouts, maxTokens: mask.length / rollouts, beta },
    inputs: { logProbs, refLogProbs, mask, outcome },
    outputs: { coef: mask.length, sums: rollouts, nll: rollouts },
    dispatch: { workgroups: rollouts },
  });
  const [coef, sums, nll] = (await Promise.all(['coef', 'sums', 'nll'].map((name) => made[name]!.read()))) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  for (const array of Object.values(made)) array.destroy();
  return { coef, sums, loss: nll.reduce((sum, value) => sum + value, 0) / Math.max(rollouts, 1) };
}

/** One for each boundary but the first. */
export function stepScores(logRatios: readonly number[], boundaries: readonly number[], coef: number): number[] {
  const places = boundaries.map((at) => Math.min(at, logRatios.length - 1));
  const [first = 0, ...later] = places;
  return later.map((at) => coef * logRatios.slice(first, at + 1).reduce((sum, value) => sum + value, 0));
}

/**
 * Share of the pairs of a right and a wrong rollout of one prompt in which the right one has the larger sum; a tie is not right;
 * 0.5 where there is no such pair (PRIME, core_algos.py, compute_dpo_accuracy).
 */
export function rankingAccuracy(sums: ArrayLike<number>, outcome: ArrayLike<number>, generations: number): number {
  let [pairs, ranked] = [0, 0];
  for (let i = 0; i < sums.length; i++) {
    const first = i - (i % generations);
    for (let j = first; j < first + generations; j++) {
      if (outcome[i]! <= outcome[j]!) continue;
      pairs += 1;
      ranked += sums[i]! > sums[j]! ? 1 : 0;
    }
  }
  return pairs === 0 ? 0.5 : ranked / pairs;
}
