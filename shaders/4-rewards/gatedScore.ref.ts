// What: float64 twin of gatedScore.wgsl.
import { rewardReference } from './prelude.ref.ts';
import { textOf } from './unicode.ref.ts';

export const reference = rewardReference((rollout) => {
  const isOpen = /<answer>.*<\/answer>/s.test(textOf(rollout.spanBytes('completion')));
  return isOpen ? rollout.knob('base') + rollout.knob('gain') * rollout.rolloutSignal('score') : 0;
});
