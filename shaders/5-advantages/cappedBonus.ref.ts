// What: float64 twin of cappedBonus.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';

export const reference: KernelReference = (params, { advantages, capOf, bonus, shaped }) => {
  const { count, alpha, beta } = params as Record<string, number>;
  for (let i = 0; i < count!; i++) {
    const most = Math.abs(capOf![i]!) / beta!;
    shaped![i] = advantages![i]! + Math.sign(bonus![i]!) * Math.min(most, Math.abs(alpha! * bonus![i]!));
  }
};
