// What: float64 twin of thinkingTrust.wgsl: right and other rollouts as two lists.
import { rewardReference } from './prelude.ref.ts';

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
/** As a float32 tensor is compared with them. */
const [ALL_RIGHT, ALL_WRONG, JUDGED] = [0.9, 0.1, 0.2].map(Math.fround) as [number, number, number];

export const reference = rewardReference((rollout) => {
  const { generations, step } = rollout.params as { generations: number; step: number };
  const first = rollout.r - (rollout.r % generations);
  const group = Array.from({ length: generations }, (_, g) => {
    const peer = rollout.peer(first + g);
    const outcome = peer.rolloutSignal('outcome');
    return { outcome, score: outcome >= JUDGED ? peer.rolloutSignal('score') : 0 };
  });
  if (group.every(({ outcome }) => outcome >= ALL_RIGHT)) return rollout.knob('dropped');
  if (group.every(({ outcome }) => outcome <= ALL_WRONG)) return rollout.knob('dropped');
  const scores = (isRight: boolean) => group.filter((own) => own.outcome >= 0.5 === isRight).map(({ score }) => score);
  const lead = mean(scores(true)) - mean(scores(false));
  const isWhole = lead >= 0 || (scores(true).length === 0 && rollout.knob('needs_right') > 0.5);
  return (isWhole ? 1 : Math.exp(rollout.knob('exponent') * lead)) * Math.exp(-step / rollout.knob('decay_steps'));
});
