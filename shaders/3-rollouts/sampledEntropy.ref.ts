// What: float64 twin of sampledEntropy.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';

export const reference: KernelReference = (params, { logProbs, entropies }) => {
  for (let i = 0; i < params['count']!; i++) entropies![i] = -Math.exp(logProbs![i]!) * logProbs![i]!;
};
