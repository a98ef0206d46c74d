// What: float64 twin of adamw.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';

export const reference: KernelReference = (params, { gradient, theta, firstMoment, secondMoment, change }) => {
  const { count, gradScale, decay, oneMinusBeta1, beta2, oneMinusBeta2, epsilon, stepSize, correction2 } =
    params as Record<string, number>;
  for (let i = 0; i < count!; i++) {
    const g = gradScale! * gradient![i]!;
    const m = firstMoment![i]! + oneMinusBeta1! * (g - firstMoment![i]!);
    const v = beta2! * secondMoment![i]! + oneMinusBeta2! * g * g;
    const step = stepSize! * (m / (Math.sqrt(v) / correction2! + epsilon!));
    const updated = theta![i]! - (decay! * theta![i]! + step);
    change![i] = updated - theta![i]!;
    firstMoment![i] = m;
    secondMoment![i] = v;
    theta![i] = updated;
  }
};
