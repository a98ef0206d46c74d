// What: float64 twin of futureLogRatio.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';

export const reference: KernelReference = (params, { advantages, logProbs, refLogProbs, mask, future, shaped }) => {
  const { rollouts, maxTokens, stepLength, beta } = params as Record<string, number>;
  for (let r = 0; r < rollouts!; r++) {
    const row = r * maxTokens!;
    let count = 0;
    for (let t = 0; t < maxTokens!; t++) if (mask![row + t]! > 0.5) count += 1;
    let sum = 0;
    let kept = 0;
    for (let t = maxTokens! - 1; t >= 0; t--) {
      const i = row + t;
      const own = mask![i]! > 0.5;
      if (own) sum += logProbs![i]! - refLogProbs![i]!;
      const value = (own ? advantages![i]! : 0) - beta! * sum;
      future![i] = sum;
      if (stepLength === 0) {
        shaped![i] = own ? value : 0;
        continue;
      }
      const isEnd = (own && (t + 1) % stepLength! === 0) || t + 1 === count;
      if (isEnd && value !== 0) kept = value;
      shaped![i] = kept;
    }
  }
};
