// What: float64 twin of thinkThenBox.wgsl, by the authors' expressions.
import { completionOf } from './namedBlock.ref.ts';
import { rewardReference } from './prelude.ref.ts';
import { BLANK } from './unicode.ref.ts';

const GAPS = new RegExp(`[${BLANK}]*([<>/])[${BLANK}]*`, 'g');
const FORM = /^<think>.*<\/think>.*\\boxed\{.*\}.*$/s;

export const reference = rewardReference((rollout) => {
  const text = completionOf(rollout);
  return FORM.test(rollout.knob('loose_tags') > 0.5 ? text.replace(GAPS, '$1') : text) ? 1 : 0;
});
