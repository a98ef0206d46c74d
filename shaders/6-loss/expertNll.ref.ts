// What: float64 twin of expertNll.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';

export const reference: KernelReference = (params, { logProbs, lengths, weights, coef, nll }) => {
  const { texts, maxTokens } = params as Record<string, number>;
  for (let n = 0; n < texts!; n++) {
    nll![n] = 0;
    for (let t = 0; t < maxTokens!; t++) {
      const i = n * maxTokens! + t;
      const inside = t < lengths![n]!;
      if (inside) nll![n]! -= logProbs![i]!;
      coef![i] = inside ? -weights![n]! : 0;
    }
  }
};
