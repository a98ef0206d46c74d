// What: float64 twin of answerExact.wgsl.
import { rewardReference, bytesEqual, trimmed } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  if (!rollout.hasTruthAnswer() || !rollout.hasSpan('answer')) return 0;
  return bytesEqual(trimmed(rollout.spanBytes('answer'), false), trimmed(rollout.truthAnswer(), false)) ? 1 : 0;
});
