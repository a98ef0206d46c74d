// What: float64 twin of preClampLoss.wgsl.
import { tokenReference } from './terms.ref.ts';

export const reference = tokenReference(({ logRatio, advantage }, params) => {
  const { epsilonLow, epsilonHigh, mostLogRatio } = params as Record<string, number>;
  const [low, high] = [1 - epsilonLow!, 1 + epsilonHigh!];
  const ratio = Math.exp(Math.min(Math.max(logRatio, -mostLogRatio!), mostLogRatio!));
  const clipped = Math.min(Math.max(ratio, low), high);
  const isFlat = Math.abs(logRatio) > mostLogRatio! || ratio * advantage > clipped * advantage;
  return {
    loss: -Math.min(ratio * advantage, clipped * advantage),
    ratioSlope: isFlat ? 0 : -ratio * advantage,
    low: ratio < low && advantage < 0,
    high: ratio > high && advantage > 0,
  };
});
