// What: float64 twin of sgd.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';

export const reference: KernelReference = (params, { gradient, theta, change }) => {
  const { count, gradScale, learningRate, weightDecay } = params as Record<string, number>;
  for (let i = 0; i < count!; i++) {
    const g = gradScale! * gradient![i]! + weightDecay! * theta![i]!;
    const updated = theta![i]! - learningRate! * g;
    change![i] = updated - theta![i]!;
    theta![i] = updated;
  }
};
