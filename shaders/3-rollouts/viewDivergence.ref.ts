// What: twin of viewDivergence.wgsl, in float32 steps as it.
import type { KernelReference } from '../../src/gpu/compute.ts';
import { k3InSteps } from '../common/k3.ref.ts';

export const reference: KernelReference = (params, { viewLogProbs, logProbs, divergences }) => {
  for (let i = 0; i < params['count']!; i++) divergences![i] = k3InSteps(viewLogProbs![i]! - logProbs![i]!);
};
