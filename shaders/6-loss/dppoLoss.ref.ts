// What: float64 twin of dppoLoss.wgsl.
import { tokenReference } from './terms.ref.ts';

export const reference = tokenReference(({ ratio, logRatio, advantage, logProb }, params) => {
  const { epsilonLow, epsilonHigh, mostRatio, isKl } = params as Record<string, number>;
  const [now, then] = [Math.exp(logProb), Math.exp(logProb - logRatio)];
  const [restNow, restThen] = [Math.max(1 - now, 0), Math.max(1 - then, 0)];
  const divergence =
    isKl === 1 ? restThen * Math.log((restThen + 1e-8) / (restNow + 1e-8)) - then * logRatio : Math.abs(now - then);
  const high = advantage > 0 && now > then && divergence > epsilonHigh!;
  const low = advantage <= 0 && now < then && divergence > epsilonLow!;
  const weight = low || high ? 0 : Math.min(ratio, mostRatio!);
  return { loss: -weight * advantage * logProb, logProbSlope: -weight * advantage, low, high };
});
