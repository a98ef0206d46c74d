// What: float64 twin of answerFolded.wgsl.
import { rewardReference, bytesEqualFolded, trimmed } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  if (!rollout.hasTruthAnswer() || !rollout.hasSpan('answer')) return 0;
  return bytesEqualFolded(trimmed(rollout.spanBytes('answer'), true), trimmed(rollout.truthAnswer(), true)) ? 1 : 0;
});
