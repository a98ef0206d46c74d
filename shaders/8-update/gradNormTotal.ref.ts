// What: float64 twin of gradNormTotal.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';

export const reference: KernelReference = (params, { partials, total }) => {
  let squares = 0;
  let bad = 0;
  for (let b = 0; b < params['blocks']!; b++) {
    squares += partials![3 * b + 1]! * partials![3 * b]! ** 2;
    bad += partials![3 * b + 2]!;
  }
  total!.set([Math.sqrt(squares), bad]);
};
