// What: float64 twin of answerInThink.wgsl.
import { rewardReference, contains, trimmed } from './prelude.ref.ts';

export const reference = rewardReference((rollout) =>
  contains(rollout.spanBytes('think'), trimmed(rollout.spanBytes('answer'), true)) ? 1 : 0,
);
