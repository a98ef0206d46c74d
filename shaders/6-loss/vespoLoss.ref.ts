// What: float64 twin of vespoLoss.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';
import { advantageAt, writeTerms } from './terms.ref.ts';

const held = (x: number, low: number, high: number) => Math.min(Math.max(x, low), high);

export const reference: KernelReference = (params, buffers) => {
  const { count, maxTokens, kPos, lambdaPos, kNeg, lambdaNeg } = params as Record<string, number>;
  const { newLogProbs, logRatios, policyMask, mask } = buffers;
  for (let start = 0; start < count!; start += maxTokens!) {
    let sum = 0;
    for (let i = start; i < start + maxTokens!; i++) if (mask![i]! > 0.5) sum += held(logRatios![i]!, -20, 20);
    const logWeight = held(sum, Math.log(1e-8), 20);
    for (let i = start; i < start + maxTokens!; i++) {
      const advantage = advantageAt(params, buffers, i);
      const [k, lambda] = advantage >= 0 ? [kPos!, lambdaPos!] : [kNeg!, lambdaNeg!];
      const phi = Math.exp(lambda * (1 - Math.exp(logWeight)) + k * logWeight);
      const slope = -phi * advantage * policyMask![i]!;
      writeTerms(params, buffers, i, { loss: slope * newLogProbs![i]!, logProbSlope: slope, high: phi });
    }
  }
};
