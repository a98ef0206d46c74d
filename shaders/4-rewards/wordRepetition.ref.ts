// What: float64 twin of wordRepetition.wgsl.
import { rewardReference } from './prelude.ref.ts';
import { BLANK, textOf } from './unicode.ref.ts';

export const reference = rewardReference((rollout) => {
  const size = Math.max(Math.floor(rollout.knob('ngram_size')), 1);
  const words = textOf(rollout.spanBytes('completion'))
    .toLowerCase()
    .split(new RegExp(`[${BLANK}]+`))
    .filter((word) => word !== '');
  if (words.length < size) return 0;
  const grams = words.slice(size - 1).map((_, i) => words.slice(i, i + size).join(' '));
  return rollout.knob('max_penalty') * (1 - new Set(grams).size / grams.length);
});
