// What: float64 twin of unitReturns.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';

export const reference: KernelReference = (params, { values, states, returns }) => {
  const { rollouts, units, stopAtGaps, gamma } = params as Record<string, number>;
  for (let r = 0; r < rollouts!; r++) {
    let later = 0;
    for (let u = units! - 1; u >= 0; u--) {
      const at = r * units! + u;
      const state = states![at]!;
      const isUnit = state === 1 || state === 2;
      if (state === 2 && stopAtGaps === 1) later = 0;
      const own = values![at]! + gamma! * later;
      returns![at] = isUnit || (state === 3 && stopAtGaps === 1) ? own : 0;
      if (isUnit) later = own;
      else if (state === 3 && stopAtGaps === 1) later = 0;
    }
  }
};
