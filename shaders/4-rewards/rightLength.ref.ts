// What: float64 twin of rightLength.wgsl, by sorting.
import { rewardReference } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  const { generations } = rollout.params as { generations: number };
  const first = rollout.r - (rollout.r % generations);
  const lengths = Array.from({ length: generations }, (_, g) => rollout.peer(first + g))
    .filter((peer) => peer.rolloutSignal('right') >= 1)
    .map((peer) => peer.number('tokens'))
    .sort((a, b) => a - b);
  if (lengths.length === 0) return 0;
  if (rollout.knob('use_median') < 0.5) return lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  return (lengths[(lengths.length - 1) >> 1]! + lengths[lengths.length >> 1]!) / 2;
});
