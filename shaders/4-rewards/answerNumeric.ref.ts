// What: float64 twin of answerNumeric.wgsl.
import { rewardReference } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  if (!rollout.truthIsNumber() || rollout.number('answerIsNumber') === 0) return 0;
  const allowed =
    rollout.knob('absolute_tolerance') + rollout.knob('relative_tolerance') * Math.abs(rollout.truthNumber());
  return Math.abs(rollout.number('answer') - rollout.truthNumber()) <= allowed ? 1 : 0;
});
