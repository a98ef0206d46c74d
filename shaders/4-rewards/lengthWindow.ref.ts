// What: float64 twin of lengthWindow.wgsl.
import { rewardReference } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  const inThink = Array.from(rollout.signal('tokenSpans')).filter((bits) => (bits >> rollout.slot('think')) & 1).length;
  const tokens = rollout.knob('length_of_think') < 0.5 ? rollout.number('tokens') : inThink;
  const outside = Math.max(rollout.knob('length_min') - tokens, tokens - rollout.knob('length_max'), 0);
  return Math.min(Math.max(1 - outside / rollout.knob('length_slope'), 0), 1);
});
