// What: twin of topShare.wgsl. The product share·n is rounded to float32 as there: 0.4 of 10 tokens are 4, not 5.
import type { KernelReference } from '../../src/gpu/compute.ts';

const rounded = Math.fround;
const wanted = (share: number, tokens: number) => Math.ceil(rounded(rounded(share) * tokens));

export const reference: KernelReference = (params, { signal, entropies, lengths, kept }) => {
  const { rollouts, maxTokens, share, entropyShare } = params as Record<string, number>;
  kept!.fill(0);
  for (let r = 0; r < rollouts!; r++) {
    const tokens = Array.from({ length: lengths![r]! }, (_, t) => r * maxTokens! + t);
    for (const [values, part] of [
      [signal!, share!],
      [entropies!, entropyShare!],
    ] as const) {
      // The sort is stable: of equal values the earlier token stays in front.
      const falling = tokens.toSorted((a, b) => values[b]! - values[a]!);
      for (const i of falling.slice(0, wanted(part, tokens.length))) kept![i] = 1;
    }
  }
};
