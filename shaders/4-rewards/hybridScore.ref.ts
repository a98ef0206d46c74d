// What: float64 twin of hybridScore.wgsl.
import { rewardReference } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  const [c, rule, model] = ['confidence', 'rule', 'model'].map(rollout.rolloutSignal) as [number, number, number];
  return model + c * (rule - model);
});
