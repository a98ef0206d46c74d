// What: float64 twin of repetition.wgsl.
import { rewardReference } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  const size = Math.max(Math.floor(rollout.knob('ngram_size')), 1);
  const count = rollout.number('tokens');
  if (count < size) return 0;
  const tokens = rollout.signal('token');
  const grams = Array.from({ length: count - size + 1 }, (_, i) => tokens.subarray(i, i + size).join(' '));
  return (rollout.knob('max_penalty') * (grams.length - new Set(grams).size)) / grams.length;
});
