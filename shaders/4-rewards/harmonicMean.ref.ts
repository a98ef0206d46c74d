// What: float64 twin of harmonicMean.wgsl, as product over sum.
import { rewardReference } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  const [first, second] = [rollout.rolloutSignal('first'), rollout.rolloutSignal('second')];
  return Math.min(first, second) <= 0 ? 0 : (2 * first * second) / (first + second);
});
