// What: float64 twin of klCovLoss.wgsl.
import { tokenReference } from './terms.ref.ts';

export const reference = tokenReference(({ i, ratio, logRatio, advantage }, { klCoef }, { selected }) => {
  const penalty = selected![i]! * klCoef!;
  return {
    loss: penalty * Math.abs(logRatio) - ratio * advantage,
    ratioSlope: penalty * Math.sign(logRatio) - ratio * advantage,
    high: selected![i]!,
  };
});
