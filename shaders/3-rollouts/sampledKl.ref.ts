// What: float64 twin of sampledKl.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';

export const reference: KernelReference = (params, { logProbs, otherLogProbs, divergences }) => {
  const { count, forwardOnly } = params as Record<string, number>;
  for (let i = 0; i < count!; i++) {
    const [logP, logQ] = [logProbs![i]!, otherLogProbs![i]!];
    const [p, q] = [Math.exp(logP), Math.exp(logQ)];
    const forward = p * (logP - Math.log(q + 1e-8));
    const backward = q * (logQ - Math.log(p + 1e-8));
    divergences![i] = forwardOnly === 1 ? forward : (forward + backward) / 2;
  }
};
