// What: float64 twin of openedScore.wgsl.
import { rewardReference } from './prelude.ref.ts';

export const reference = rewardReference((rollout) =>
  rollout.rolloutSignal('opener') < rollout.knob('least') ? 0 : rollout.rolloutSignal('score'),
);
