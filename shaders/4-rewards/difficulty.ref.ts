// What: float64 twin of difficulty.wgsl.
import { DIFFICULTIES, difficultyOf } from '../../src/4-rewards/effort.ts';
import { rewardReference } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  const { generations } = rollout.params as { generations: number };
  const first = rollout.r - (rollout.r % generations);
  const group = Array.from({ length: generations }, (_, g) => rollout.peer(first + g).rolloutSignal('right'));
  return DIFFICULTIES.indexOf(difficultyOf(group));
});
