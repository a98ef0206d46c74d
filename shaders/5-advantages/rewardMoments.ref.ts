// What: float64 twin of rewardMoments.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';
import { moments } from './groupAdvantage.ref.ts';

export const reference: KernelReference = (params, { rewards, means, deviations }) => {
  const { columns, rollouts } = params as Record<string, number>;
  for (let k = 0; k < columns!; k++) {
    const { mean, deviation } = moments(rewards!.subarray(k * rollouts!, (k + 1) * rollouts!));
    means![k] = mean;
    deviations![k] = deviation;
  }
};
