// What: float64 twin of adamw.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';

export const reference: KernelReference = (params, { gradient, theta, firstMoment, secondMoment, change }) => {
  const { count, gradScale, decay, oneMinusBeta1, beta2, oneMinusBeta2, epsilon, stepSize, correction2 } =
    params as Record<string, number>;
  for (let i = 0; i < count!; i++) {
    const g = gradScale! * gradient![i]!;
    const decayed = theta![i]! * decay!;
    const m = firstMoment![i]! + oneMinusBeta1! * (g - firstMoment![i]!);
    const v = beta2! * secondMoment![i]! + oneMinusBeta2! * g * g;
    const updated = decayed - stepSize! * (m / (Math.sqrt(v) / correction2! + epsilon!));
    change![i] = updated - theta![i]!;
    firstMoment![i] = m;
    secondMoment![i] = v;
    theta![i] = updated;
  }
};
