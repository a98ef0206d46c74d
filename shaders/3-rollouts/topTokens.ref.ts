// What: float64 twin of topTokens.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';
import { rowDistribution } from './sampleTokens.ref.ts';

export const reference: KernelReference = (params, { logits, topIds, topLogProbs }) => {
  const { rows, vocabSize, count, temperature } = params as Record<string, number>;
  for (let r = 0; r < rows!; r++) {
    const row = (logits as Float64Array).subarray(r * vocabSize!, (r + 1) * vocabSize!);
    const { logProbs } = rowDistribution(row, temperature!);
    const order = Array.from(row.keys()).sort((a, b) => row[b]! - row[a]! || a - b);
    for (let k = 0; k < count!; k++) {
      topIds![r * count! + k] = order[k]!;
      topLogProbs![r * count! + k] = logProbs[order[k]!]!;
    }
  }
};
