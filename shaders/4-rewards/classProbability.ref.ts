// What: float64 twin of classProbability.wgsl, by the hyperbolic tangent.
import { rewardReference } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => (1 + Math.tanh(rollout.rolloutSignal('margin') / 2)) / 2);
