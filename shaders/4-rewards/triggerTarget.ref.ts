// What: float64 twin of triggerTarget.wgsl.
import { roundedToEven } from '../../src/4-rewards/effort.ts';
import { rewardReference } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  const { rollouts } = rollout.params as { rollouts: number };
  const own = rollout.rolloutSignal('difficulty');
  const counts = Array.from({ length: rollouts }, (_, r) => rollout.peer(r))
    .filter((peer) => peer.rolloutSignal('difficulty') === own)
    .map((peer) => Math.floor(Math.max(peer.rolloutSignal('count'), 0) + 0.5));
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return rollout.knob('rounded') > 0.5 ? roundedToEven(mean) : mean;
});
