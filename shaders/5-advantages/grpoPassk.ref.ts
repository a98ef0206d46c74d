// What: float64 twin of grpoPassk.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';
import { countedMoments } from './maxRl.ref.ts';

export const reference: KernelReference = (params, { reward, counted, advantages, groupMean, groupStd }) => {
  const { promptCount, generations, scale, epsilon } = params as Record<string, number>;
  advantages!.fill(0);
  for (let p = 0; p < promptCount!; p++) {
    const { places, mean, deviation } = countedMoments(reward!, counted!, p * generations!, generations!);
    groupMean![p] = mean;
    groupStd![p] = deviation;
    const [best, second] = places.toSorted((a, b) => reward![b]! - reward![a]!);
    if (best === undefined || second === undefined) continue;
    advantages![best] = (reward![best]! - reward![second]!) / (scale === 1 ? deviation + epsilon! : 1);
  }
};
