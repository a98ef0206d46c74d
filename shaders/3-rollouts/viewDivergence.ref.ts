// What: twin of viewDivergence.wgsl. In float32 steps: this order of roundings is the authors' (torch), and their numbers show it.
import type { KernelReference } from '../../src/gpu/compute.ts';

const rounded = Math.fround;

export const reference: KernelReference = (params, { viewLogProbs, logProbs, divergences }) => {
  for (let i = 0; i < params['count']!; i++) {
    const x = Math.min(Math.max(rounded(viewLogProbs![i]! - logProbs![i]!), -20), 20);
    divergences![i] = Math.min(rounded(rounded(rounded(Math.exp(x)) - x) - 1), 10);
  }
};
