// What: float64 twin of toolBonus.wgsl.
import { completionOf } from './namedBlock.ref.ts';
import { rewardReference } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  const looked =
    rollout.rolloutSignal('looks') > 0.5 || completionOf(rollout).includes('<|vision_start|><|image_pad|>');
  return looked && rollout.rolloutSignal('correct') > rollout.knob('least') ? 1 : 0;
});
