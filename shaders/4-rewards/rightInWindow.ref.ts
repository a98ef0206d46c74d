// What: float64 twin of rightInWindow.wgsl.
import { rewardReference } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  const { generations } = rollout.params as { generations: number };
  const first = rollout.r - (rollout.r % generations);
  const group = Array.from({ length: generations }, (_, g) => rollout.peer(first + g));
  const right = group.filter((peer) => peer.rolloutSignal('right') > rollout.knob('least_right'));
  if (right.length < rollout.knob('fewest_right') || !right.some(({ r }) => r === rollout.r)) return 0;
  const count = rollout.rolloutSignal('count');
  return rollout.knob('count_min') <= count && count <= rollout.knob('count_max') ? 1 : 0;
});
