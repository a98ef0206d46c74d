// What: float64 twin of groupSolved.wgsl.
import { rewardReference } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  const { generations } = rollout.params as { generations: number };
  const first = rollout.r - (rollout.r % generations);
  const group = Array.from({ length: generations }, (_, g) => rollout.peer(first + g));
  return group.some((peer) => peer.rolloutSignal('right') >= 1 && peer.rolloutSignal('form') >= 1) ? 1 : 0;
});
