// What: float64 twin of batchAdvantage.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';
import { moments } from './groupAdvantage.ref.ts';

export const reference: KernelReference = (params, { reward, centred, advantages, batchMoments }) => {
  const { rollouts, subtractMean, scale, epsilon } = params as Record<string, number>;
  const { mean, deviation } = moments(reward!.subarray(0, rollouts));
  for (let r = 0; r < rollouts!; r++) {
    const shift = subtractMean === 1 ? mean : 0;
    advantages![r] = (centred![r]! - shift) / (scale === 1 ? deviation + epsilon! : 1);
  }
  batchMoments!.set([mean, deviation]);
};
