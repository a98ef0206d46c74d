// What: float64 twin of checkable.wgsl.
import { rewardReference } from './prelude.ref.ts';
import { textOf } from './unicode.ref.ts';

export const reference = rewardReference((rollout) => {
  if (!rollout.hasTruthAnswer() || !rollout.hasSpan('answer')) return 0;
  const words = textOf(rollout.truthAnswer())
    .split(/[ \t-\r]+/)
    .filter((word) => word !== '');
  return words.length <= rollout.knob('most_words') ? 1 : 0;
});
