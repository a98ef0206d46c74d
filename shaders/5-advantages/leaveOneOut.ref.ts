// What: float64 twin of leaveOneOut.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';
import { moments } from './groupAdvantage.ref.ts';

export const reference: KernelReference = (params, { reward, advantages, groupMean, groupStd }) => {
  const { promptCount, generations, scale, epsilon } = params as Record<string, number>;
  for (let p = 0; p < promptCount!; p++) {
    const group = reward!.subarray(p * generations!, (p + 1) * generations!);
    const { mean, deviation } = moments(group);
    groupMean![p] = mean;
    groupStd![p] = deviation;
    for (let g = 0; g < generations!; g++) {
      const others = generations! > 1 ? (mean * generations! - group[g]!) / (generations! - 1) : group[g]!;
      advantages![p * generations! + g] = (group[g]! - others) / (scale === 1 ? deviation + epsilon! : 1);
    }
  }
};
