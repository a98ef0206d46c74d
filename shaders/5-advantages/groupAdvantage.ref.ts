// What: float64 twin of groupAdvantage.wgsl and groupMoments.wgsl.
import type { KernelReference, ReferenceArray } from '../../src/gpu/compute.ts';

/** Mean and sample standard deviation (n − 1; 0 for one value). */
export function moments(values: ReferenceArray): { readonly mean: number; readonly deviation: number } {
  let total = 0;
  for (const value of values) total += value - values[0]!;
  const shiftedMean = total / values.length;
  let squares = 0;
  for (const value of values) squares += (value - values[0]! - shiftedMean) ** 2;
  return { mean: values[0]! + shiftedMean, deviation: Math.sqrt(squares / Math.max(values.length - 1, 1)) };
}

export const reference: KernelReference = (params, { reward, advantages, groupMean, groupStd }) => {
  const { promptCount, generations, scale, epsilon } = params as Record<string, number>;
  for (let p = 0; p < promptCount!; p++) {
    const group = reward!.subarray(p * generations!, (p + 1) * generations!);
    const { mean, deviation } = moments(group);
    groupMean![p] = mean;
    groupStd![p] = deviation;
    for (let g = 0; g < generations!; g++) {
      advantages![p * generations! + g] = (group[g]! - mean) / (scale === 1 ? deviation + epsilon! : 1);
    }
  }
};
