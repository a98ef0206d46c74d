// What: float64 twin of meanLogProb.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';

export const reference: KernelReference = (params, { logProbs, mask, weights, coef, sums }) => {
  const { rollouts, maxTokens, scale, tokens } = params as Record<string, number>;
  for (let r = 0; r < rollouts!; r++) {
    let total = 0;
    for (let i = r * maxTokens!; i < (r + 1) * maxTokens!; i++) {
      const weight = weights![r]! * mask![i]!;
      coef![i] = (-scale! * weight) / tokens!;
      total -= weight === 0 ? 0 : weight * logProbs![i]!;
    }
    sums![r] = total;
  }
};
