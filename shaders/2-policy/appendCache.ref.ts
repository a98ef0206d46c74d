// What: twin of appendCache.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';

export const reference: KernelReference = (params, { lengths, counts, fresh, cache }) => {
  const { rows, kvHeads, tokens, headSize, capacity } = params as Record<string, number>;
  for (let head = 0; head < rows! * kvHeads!; head++) {
    const row = Math.floor(head / kvHeads!);
    for (let t = 0; t < counts![row]! && lengths![row]! + t < capacity!; t++)
      for (let d = 0; d < headSize!; d++) {
        const slot = lengths![row]! + t;
        cache![(head * capacity! + slot) * headSize! + d] = fresh![(head * tokens! + t) * headSize! + d]!;
      }
  }
};
