// What: float64 twin of tripleLadder.wgsl.
import { rewardReference } from './prelude.ref.ts';
import { credits } from './triples.ref.ts';

export const reference = rewardReference((rollout) => {
  const only = rollout.knob('only_triple');
  return credits(rollout).reduce((sum, credit, i) => (only < 0.5 || i + 1 === only ? sum + credit : sum), 0);
});
