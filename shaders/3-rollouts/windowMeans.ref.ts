// What: float64 twin of windowMeans.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

export const reference: KernelReference = (params, { entropies, lengths, means }) => {
  const { rollouts, maxTokens, window, first } = params as Record<string, number>;
  for (let r = 0; r < rollouts!; r++) {
    const own = Array.from(entropies!.subarray(r * maxTokens!, r * maxTokens! + lengths![r]!));
    const found: number[] = [];
    own.forEach((entropy, t) => {
      const seen = own.slice(t + first!, t + first! + window!);
      found.push(seen.length === window ? mean(seen) : found.length > 0 ? mean(found) : entropy);
    });
    for (let t = 0; t < maxTokens!; t++) means![r * maxTokens! + t] = found[t] ?? 0;
  }
};
