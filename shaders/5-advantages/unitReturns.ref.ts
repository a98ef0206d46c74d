// What: float64 twin of unitReturns.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';

export const reference: KernelReference = (params, { values, states, returns }) => {
  const { rollouts, units, stopAtGaps, gamma } = params as Record<string, number>;
  for (let r = 0; r < rollouts!; r++) {
    let later = 0;
    for (let u = units! - 1; u >= 0; u--) {
      const at = r * units! + u;
      const state = states![at]!;
      if (state === 2 && stopAtGaps === 1) later = 0;
      if (state !== 0) later = values![at]! + gamma! * later;
      returns![at] = state === 0 ? 0 : later;
    }
  }
};
