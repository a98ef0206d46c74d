// What: float64 twin of logRatio.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';

export const reference: KernelReference = (params, { newLogProbs, oldLogProbs, mask, logRatios }) => {
  const { rollouts, maxTokens, isSequence } = params as Record<string, number>;
  const held = (x: number) => Math.min(Math.max(x, -60), 60);
  for (let r = 0; r < rollouts!; r++) {
    let [sum, tokens] = [0, 0];
    for (let i = r * maxTokens!; i < (r + 1) * maxTokens!; i++) {
      const own = mask![i]! > 0.5 ? newLogProbs![i]! - oldLogProbs![i]! : 0;
      logRatios![i] = held(own);
      sum += own;
      tokens += mask![i]! > 0.5 ? 1 : 0;
    }
    if (isSequence === 1) logRatios!.fill(held(sum / Math.max(tokens, 1)), r * maxTokens!, (r + 1) * maxTokens!);
  }
};
