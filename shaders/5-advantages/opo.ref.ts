// What: float64 twin of opo.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';
import { countedMoments } from './maxRl.ref.ts';

export const reference: KernelReference = (params, { reward, counted, lengths, advantages, groupMean, groupStd }) => {
  const { promptCount, generations } = params as Record<string, number>;
  advantages!.fill(0);
  for (let p = 0; p < promptCount!; p++) {
    const { places, deviation } = countedMoments(reward!, counted!, p * generations!, generations!);
    const origin = places.length > 0 ? reward![places[0]!]! : 0;
    const tokens = places.reduce((sum, i) => sum + lengths![i]!, 0);
    const total = places.reduce((sum, i) => sum + lengths![i]! * (reward![i]! - origin), 0);
    const shift = places.length === 1 ? -origin : total / Math.max(tokens, 1);
    for (const i of places) advantages![i] = reward![i]! - origin - shift;
    groupMean![p] = origin + shift;
    groupStd![p] = deviation;
  }
};
