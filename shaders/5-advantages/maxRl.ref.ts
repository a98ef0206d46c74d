// What: float64 twin of maxRl.wgsl, and the moments of what counts in a group.
import type { KernelReference, ReferenceArray } from '../../src/gpu/compute.ts';
import { moments } from './groupAdvantage.ref.ts';

/** Places of a group that count, and their mean and sample standard deviation (0 where none counts). */
export function countedMoments(reward: ReferenceArray, counted: ReferenceArray, start: number, size: number) {
  const places = Array.from({ length: size }, (_, g) => start + g).filter((i) => counted[i] === 1);
  const own = Float64Array.from(places, (i) => reward[i]!);
  return { places, ...(own.length > 0 ? moments(own) : { mean: 0, deviation: 0 }) };
}

export const reference: KernelReference = (params, { reward, counted, advantages, groupMean, groupStd }) => {
  const { promptCount, generations, epsilon } = params as Record<string, number>;
  advantages!.fill(0);
  for (let p = 0; p < promptCount!; p++) {
    const { places, mean, deviation } = countedMoments(reward!, counted!, p * generations!, generations!);
    for (const i of places) advantages![i] = (reward![i]! - mean) / (mean + epsilon!);
    groupMean![p] = mean;
    groupStd![p] = deviation;
  }
};
