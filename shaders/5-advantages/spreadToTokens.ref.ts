// What: float64 twin of spreadToTokens.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';

export const reference: KernelReference = (params, { advantages, weight, source, unitOf, total }) => {
  const { rollouts, generations, maxTokens, units, isFirst } = params as Record<string, number>;
  for (let r = 0; r < rollouts!; r++) {
    for (let t = 0; t < maxTokens!; t++) {
      const at = r * maxTokens! + t;
      const unit = unitOf![at]!;
      const p = Math.floor(r / generations!);
      const own = unit < 0 ? 0 : weight![p]! * advantages![source![r]! * units! + unit]!;
      total![at] = isFirst === 1 ? own : total![at]! + own;
    }
  }
};
