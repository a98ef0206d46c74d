// What: float64 twin of trajectoryScale.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';

export const reference: KernelReference = (params, { advantages, scales, shaped }) => {
  const { rollouts, maxTokens } = params as Record<string, number>;
  for (let r = 0; r < rollouts!; r++) {
    for (let t = 0; t < maxTokens!; t++) shaped![r * maxTokens! + t] = scales![r]! * advantages![r * maxTokens! + t]!;
  }
};
