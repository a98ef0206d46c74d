// What: float64 twin of geoMeanLoss.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';
import { advantageAt, writeTerms } from './terms.ref.ts';

export const reference: KernelReference = (params, buffers) => {
  const { count, maxTokens, epsilonLow, epsilonHigh } = params as Record<string, number>;
  const { logRatios, policyMask, mask } = buffers;
  for (let start = 0; start < count!; start += maxTokens!) {
    const all = Array.from({ length: maxTokens! }, (_, t) => start + t);
    const own = all.filter((i) => mask![i]! > 0.5);
    const mean = (value: (i: number) => number) => own.reduce((sum, i) => sum + value(i), 0) / Math.max(own.length, 1);
    const isLow = (i: number) => advantageAt(params, buffers, i) < 0 && logRatios![i]! < -epsilonLow!;
    const isHigh = (i: number) => advantageAt(params, buffers, i) > 0 && logRatios![i]! > epsilonHigh!;
    const clipped = (i: number) => {
      if (advantageAt(params, buffers, i) === 0) return 0;
      return isLow(i) ? -epsilonLow! : isHigh(i) ? epsilonHigh! : logRatios![i]!;
    };
    const loss = -mean((i) => advantageAt(params, buffers, i)) * Math.exp(mean(clipped));
    const weight = mean((i) => policyMask![i]!);
    for (const i of all) {
      const [low, high] = [isLow(i), isHigh(i)];
      const isFlat = low || high || advantageAt(params, buffers, i) === 0;
      const logProbSlope = isFlat ? 0 : loss * weight;
      writeTerms(params, buffers, i, { loss: loss * policyMask![i]!, logProbSlope, low, high });
    }
  }
};
