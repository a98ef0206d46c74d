// What: the perception term as numbers: log-probs of two passes → its value, its gradient, and what is left of each token's k3.
// Formula: L = −strength·mean(k), the mean as the policy loss takes it (divisor); k = w·k3 → top share → clip: the kernel.
//   Top share: the tokens whose k reaches the quantile 1 − share of their rollout, between two values linearly. Its place among n
//   sorted values is (1 − share)(n − 1), in float32 as torch.quantile.
// Shapes: R rollouts, T tokens. Units: nats.
// Source: PAPO (arXiv 2507.06448); MikeWangWZHL/PAPO, verl/workers/actor/dp_actor.py.
import type { Compute } from '../gpu/compute.ts';

export interface DivergenceSettings {
  readonly strength: number;
  /** Share of the tokens of each rollout that stay; null = all. */
  readonly topShare: number | null;
  /** Largest k of a token; null = no bound. */
  readonly clip: number | null;
}

export interface DivergenceInput {
  /** [R × T] */
  readonly viewLogProbs: Float32Array;
  readonly logProbs: Float32Array;
  readonly mask: Float32Array;
  /** [R] */
  readonly weights: Float32Array;
  readonly divisor: (r: number) => number;
}

export interface DivergenceLoss {
  /** [R × T] dL/d log p; minus dL/d log p_view. */
  readonly coef: Float32Array;
  /** [R × T] what is left of each token's k3, padding included. */
  readonly kept: Float32Array;
  readonly mean: number;
  readonly loss: number;
  /** Share of the tokens that have a gradient. */
  readonly liveShare: number;
}

/** Place of the quantile among the sorted values; −1 = all stay. */
function quantileRank(tokens: number, topShare: number | null): number {
  if (topShare === null) return -1;
  return Math.fround(Math.fround(1 - topShare) * Math.max(tokens - 1, 0));
}

export async function divergenceLoss(
  compute: Compute,
  { viewLogProbs, logProbs, mask, weights, divisor }: DivergenceInput,
  { strength, topShare, clip }: DivergenceSettings,
): Promise<DivergenceLoss> {
  const [size, rollouts] = [mask.length, weights.length];
  const maxTokens = size / rollouts;
  const tokensOf = (r: number) => mask.subarray(r * maxTokens, (r + 1) * maxTokens).reduce((sum, own) => sum + own, 0);
  const rows = Array.from(weights.keys());
  const ofRollout = Float32Array.from(
    rows.flatMap((r) => [weights[r]!, divisor(r), quantileRank(tokensOf(r), topShare)]),
  );
  const made = await compute.run('6-loss/divergenceLoss', {
    params: { rollouts, maxTokens, strength, clip: clip ?? 0 },
    inputs: { viewLogProbs, logProbs, mask, ofRollout },
    outputs: { kept: size, coef: size, sums: 2 * rollouts },
    dispatch: { workgroups: rollouts },
  });
  const read = async (name: string) => (await made[name]!.read()) as Float32Array;
  const [kept, coef, sums] = await Promise.all([read('kept'), read('coef'), read('sums')]);
  for (const array of Object.values(made)) array.destroy();
  const mean = rows.reduce((sum, r) => sum + sums![2 * r]! / divisor(r), 0);
  const tokens = mask.reduce((sum, own) => sum + own, 0);
  const live = rows.reduce((sum, r) => sum + sums![2 * r + 1]!, 0);
  return { kept: kept!, coef: coef!, mean, loss: -strength * mean, liveShare: live / Math.max(tokens, 1) };
}
