// What: float64 twin of cispoLoss.wgsl.
import { tokenReference } from './terms.ref.ts';

export const reference = tokenReference(({ ratio, advantage, logProb }, { epsilonHigh }) => {
  const weight = Math.min(ratio, epsilonHigh!);
  const high = ratio > epsilonHigh! && advantage > 0;
  return { loss: -weight * advantage * logProb, logProbSlope: -weight * advantage, high };
});
