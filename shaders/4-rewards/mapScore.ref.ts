// What: float64 twin of mapScore.wgsl.
import { rewardReference } from './prelude.ref.ts';
import { factOf, numberOf } from './route.ref.ts';

export const reference = rewardReference((rollout) => {
  const { knob, rolloutSignal } = rollout;
  const letter = String.fromCharCode(...(factOf(rollout, 'map') ?? []).slice(0, 1));
  const named = { e: 'easy_factor', m: 'middle_factor', h: 'hard_factor' }[letter];
  const transfer = numberOf(rollout, 'transfers') > 0 ? knob('transfer_factor') : 0;
  const difficulty = knob('by_difficulty') < 0.5 ? 1 : (named ? knob(named) : 1) + transfer;
  const [right, answer, detail] = ['right', 'answer', 'detail'].map(rolloutSignal) as [number, number, number];
  return difficulty * (knob('right_points') * (right > answer ? right : answer) + knob('detail_share') * detail);
});
