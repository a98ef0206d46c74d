// What: verdicts about the units of a text as rewards of tokens: each on the last token of its unit.
// Formula: of the units in their order, r at (the last token of the unit, or the last one of the completion where that is earlier) =
//   paid where the verdict is at least ½, else fined; a later unit that ends at the same token replaces an earlier one.
// Shapes: verdicts [R × U] → [R × T].
// Source: Fine-Grained RLHF (arXiv 2306.01693); allenai/FineGrainedRLHF, tasks/qa_feedback/training/reward.py: get_reward of the relevance and
//   factuality rewards.
import type { Rollouts } from '../3-rollouts/types.ts';
import type { Units } from '../blocks/signals.ts';

export interface SegmentPay {
  readonly paid: number;
  readonly fined: number;
}

export function segmentRewards(
  { of, count }: Units,
  verdicts: ArrayLike<number>,
  { lengths, maxTokens }: Pick<Rollouts, 'lengths' | 'maxTokens'>,
  { paid, fined }: SegmentPay,
): Float64Array {
  const rewards = new Float64Array(of.length);
  lengths.forEach((length, r) => {
    const own = of.subarray(r * maxTokens, (r + 1) * maxTokens);
    for (let u = 0; u < count; u++) {
      const last = own.lastIndexOf(u);
      if (last < 0 || length === 0) continue;
      rewards[r * maxTokens + Math.min(last, length - 1)] = verdicts[r * count + u]! >= 0.5 ? paid : fined;
    }
  });
  return rewards;
}
