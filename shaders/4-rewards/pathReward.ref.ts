// What: float64 twin of pathReward.wgsl.
import { rewardReference } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  const { step } = rollout.params as { step: number };
  const hasForm = rollout.rolloutSignal('form') >= 1;
  if (step < rollout.knob('cold_start_steps')) return hasForm ? 1 : 0;
  if (!hasForm) return rollout.knob('wrong_format');
  if (rollout.rolloutSignal('solved') >= 1) return rollout.rolloutSignal('right') >= 1 ? 1 : 0;
  return rollout.knob('path_weight') * rollout.rolloutSignal('score');
});
