// What: float64 twin of overlongRamp.wgsl.
import { rewardReference } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  const tokens = rollout.number('tokens');
  const cache = rollout.knob('soft_punish_cache');
  const longest = rollout.knob('overlong_length') < 1 ? rollout.knob('maxTokens') : rollout.knob('overlong_length');
  if (tokens <= longest - cache) return 0;
  return tokens <= longest ? (longest - cache - tokens) / cache : -1;
});
