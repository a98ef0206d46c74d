// What: float64 twin of tokenLoss.wgsl and kl.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';

const klOf = (estimator: number, x: number) =>
  estimator === 1 ? -x : estimator === 2 ? 0.5 * x * x : Math.expm1(x) - x;
const klSlope = (estimator: number, x: number) => (estimator === 1 ? 1 : estimator === 2 ? -x : -Math.expm1(x));

export const reference: KernelReference = (params, buffers) => {
  const { count, maxTokens, advantagePerToken, isCispo, epsilonLow, epsilonHigh, delta, dualClip, beta } =
    params as Record<string, number>;
  const { klEstimator, klTimesRatio } = params as Record<string, number>;
  const { newLogProbs, refLogProbs, logRatios, advantages, policyMask, terms } = buffers;
  const [low, high] = [1 - epsilonLow!, 1 + epsilonHigh!];
  for (let i = 0; i < count!; i++) {
    const ratio = Math.exp(logRatios![i]!);
    const advantage = advantages![advantagePerToken === 1 ? i : Math.floor(i / maxTokens!)]!;
    let [loss, ratioSlope, logProbSlope, isLow, isHigh] = [0, 0, 0, false, false];
    if (isCispo === 1) {
      const weight = Math.min(ratio, epsilonHigh!);
      loss = -weight * advantage * newLogProbs![i]!;
      logProbSlope = -weight * advantage;
      isHigh = ratio > epsilonHigh! && advantage > 0;
    } else {
      const isCapped = delta! > 0 && ratio > delta!;
      const capped = isCapped ? delta! : ratio;
      const clipped = Math.min(Math.max(ratio, low), high);
      loss = -Math.min(capped * advantage, clipped * advantage);
      const isUnclipped = capped * advantage <= clipped * advantage;
      const isFlat = isUnclipped ? isCapped : ratio < low || ratio > high;
      ratioSlope = isFlat ? 0 : -ratio * advantage;
      if (dualClip! > 0 && advantage < 0 && loss > -dualClip! * advantage) {
        loss = -dualClip! * advantage;
        ratioSlope = 0;
      }
      isLow = capped < low && advantage < 0;
      isHigh = capped > high && advantage > 0;
    }
    loss *= policyMask![i]!;
    ratioSlope *= policyMask![i]!;
    logProbSlope *= policyMask![i]!;
    let kl = 0;
    if (klEstimator! > 0) {
      const x = Math.min(Math.max(refLogProbs![i]! - newLogProbs![i]!, -60), 60);
      const weight = klTimesRatio === 1 ? ratio : 1;
      kl = weight * klOf(klEstimator!, x);
      loss += beta! * kl;
      ratioSlope += klTimesRatio === 1 ? beta! * kl : 0;
      logProbSlope += beta! * weight * klSlope(klEstimator!, x);
    }
    terms!.set([loss, ratioSlope, logProbSlope, kl, isLow ? 1 : 0, isHigh ? 1 : 0], 6 * i);
  }
};
