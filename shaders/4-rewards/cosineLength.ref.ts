// What: float64 twin of cosineLength.wgsl.
import { rewardReference } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  const longest = rollout.knob('longest') < 1 ? rollout.params['maxTokens']! : rollout.knob('longest');
  const side = rollout.rolloutSignal('right') >= 1 ? 'right' : 'wrong';
  const [short, long] = [rollout.knob(`${side}_short`), rollout.knob(`${side}_long`)];
  const mix = (1 + Math.cos(Math.PI * Math.min(rollout.number('tokens') / longest, 1))) / 2;
  return short * mix + long * (1 - mix);
});
