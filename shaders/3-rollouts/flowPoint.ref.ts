// What: float64 twin of flowPoint.wgsl, from the noise on.
import type { KernelReference } from '../../src/gpu/compute.ts';

export const reference: KernelReference = ({ count, time }, { hidden, noise, points }) => {
  for (let i = 0; i < count!; i++) points![i] = noise![i]! + time! * (hidden![i]! - noise![i]!);
};
