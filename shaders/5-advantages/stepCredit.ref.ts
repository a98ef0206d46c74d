// What: float64 twin of stepCredit.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';

export const reference: KernelReference = (params, { advantages, units, factors, bonuses, shaped }) => {
  const { rollouts, maxTokens, unitCount } = params as Record<string, number>;
  for (let r = 0; r < rollouts!; r++) {
    for (let t = 0; t < maxTokens!; t++) {
      const i = r * maxTokens! + t;
      const at = r * unitCount! + units![i]!;
      shaped![i] = units![i]! < 0 ? advantages![i]! : advantages![i]! * factors![at]! + bonuses![at]!;
    }
  }
};
