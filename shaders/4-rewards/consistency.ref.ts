// What: float64 twin of consistency.wgsl: the candidates of each group first, then who of them is paid.
import { rewardReference } from './prelude.ref.ts';

/** Equal values equal their mean to the last bit. */
const mean = ([first = NaN, ...rest]: readonly number[]) =>
  first + rest.reduce((sum, value) => sum + (value - first), 0) / (rest.length + 1);

/** As a float32 tensor is compared with it. */
const LEAST_CORRECT = Math.fround(0.1);

export const reference = rewardReference((rollout) => {
  const { generations } = rollout.params as { generations: number };
  const first = rollout.r - (rollout.r % generations);
  const group = Array.from({ length: generations }, (_, g) => {
    const peer = rollout.peer(first + g);
    return { correct: peer.rolloutSignal('correct'), likelihood: peer.rolloutSignal('likelihood') };
  });
  const least = mean(group.map(({ correct }) => correct));
  const candidates = group.filter(({ correct }) => correct > LEAST_CORRECT && correct >= least);
  const own = group[rollout.r - first]!;
  if (!candidates.includes(own)) return 0;
  const bar = mean(candidates.map(({ likelihood }) => likelihood)) - rollout.knob('consistency_margin');
  return own.likelihood >= bar ? own.correct : 0;
});
