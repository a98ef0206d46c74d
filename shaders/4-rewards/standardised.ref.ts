// What: float64 twin of standardised.wgsl, as a straight line.
import { rewardReference } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  const slope = rollout.knob('scale') / rollout.knob('spread');
  return slope * rollout.rolloutSignal('score') + (rollout.knob('bias') - slope * rollout.knob('mean'));
});
