// What: twin of divergenceLoss.wgsl; float64 but for k3, which is in float32 steps as the authors' code.
import type { KernelReference } from '../../src/gpu/compute.ts';
import { K3_LOG_RATIO_MAX, K3_MAX, k3InSteps } from '../common/k3.ref.ts';

/** At place `rank` of the sorted values, between two of them linearly; ∞ of none. */
function quantileAt(rank: number, values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low = Infinity, high = Infinity] = [sorted[Math.floor(rank)], sorted[Math.ceil(rank)]];
  return low === high ? low : low + (rank - Math.floor(rank)) * (high - low);
}

export const reference: KernelReference = (params, buffers) => {
  const { rollouts, maxTokens, strength, clip } = params as Record<string, number>;
  const { viewLogProbs, logProbs, mask, ofRollout, kept, coef, sums } = buffers;
  for (let r = 0; r < rollouts!; r++) {
    const [weight, divisor, rank] = [0, 1, 2].map((k) => ofRollout![3 * r + k]!) as [number, number, number];
    const tokens = Array.from({ length: maxTokens! }, (_, t) => r * maxTokens! + t);
    const raw = tokens.map((i) => weight * k3InSteps(viewLogProbs![i]! - logProbs![i]!));
    const quantile =
      rank < 0
        ? -Infinity
        : quantileAt(
            rank,
            raw.filter((_, t) => mask![tokens[t]!]! > 0.5),
          );
    let [total, live] = [0, 0];
    tokens.forEach((i, t) => {
      const isDropped = raw[t]! < quantile;
      const isOver = clip! > 0 && raw[t]! > clip!;
      const x = viewLogProbs![i]! - logProbs![i]!;
      const isInside = Math.abs(x) <= K3_LOG_RATIO_MAX && Math.expm1(x) - x <= K3_MAX;
      const slope = isDropped || isOver || !isInside || mask![i]! < 0.5 ? 0 : Math.expm1(x);
      kept![i] = isDropped ? 0 : isOver ? clip! : raw[t]!;
      coef![i] = (strength! * weight * slope) / divisor;
      total += mask![i]! > 0.5 ? kept![i]! : 0;
      live += slope !== 0 ? 1 : 0;
    });
    sums![2 * r] = total;
    sums![2 * r + 1] = live;
  }
};
