// What: twin of decodeBytes.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';

export const reference: KernelReference = (params, buffers) => {
  const { rollouts, maxTokens, vocabSize, bytesPerRollout } = params as Record<string, number>;
  const { tokens, lengths, tokenOffsets, tokenBytes, completionBytes, tokenStarts, byteCounts } = buffers;
  completionBytes!.fill(0);
  for (let r = 0; r < rollouts!; r++) {
    let count = 0;
    for (let t = 0; t < maxTokens!; t++) {
      tokenStarts![r * (maxTokens! + 1) + t] = Math.min(count, bytesPerRollout!);
      const token = tokens![r * maxTokens! + t]!;
      if (t >= lengths![r]! || token < 0 || token >= vocabSize!) continue;
      for (let i = tokenOffsets![token]!; i < tokenOffsets![token + 1]!; i++, count++) {
        if (count >= bytesPerRollout!) continue;
        const byte = (tokenBytes![i >> 2]! >>> (8 * (i & 3))) & 255;
        const at = r * bytesPerRollout! + count;
        completionBytes![at >> 2] = (completionBytes![at >> 2]! | (byte << (8 * (at & 3)))) >>> 0;
      }
    }
    tokenStarts![r * (maxTokens! + 1) + maxTokens!] = Math.min(count, bytesPerRollout!);
    byteCounts![r] = count;
  }
};
