// What: float64 twin of aboveBaseline.wgsl.
import { rewardReference } from './prelude.ref.ts';

export const reference = rewardReference(
  (rollout) => rollout.rolloutSignal('score') - rollout.promptSignal('baseline'),
);
