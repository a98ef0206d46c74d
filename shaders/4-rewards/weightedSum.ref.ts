// What: float64 twin of weightedSum.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';

export const reference: KernelReference = (params, { columns, weights, reward }) => {
  const { rollouts, columnCount } = params as Record<string, number>;
  for (let r = 0; r < rollouts!; r++) {
    let total = 0;
    for (let k = 0; k < columnCount!; k++) total += weights![k]! * columns![k * rollouts! + r]!;
    reward![r] = total;
  }
};
