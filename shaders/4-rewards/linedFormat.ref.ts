// What: float64 twin of linedFormat.wgsl: the authors' regular expressions over bytes.
import { rewardReference } from './prelude.ref.ts';

const S = '[ \\t-\\r]*';
const BODIES = ['.*?', '\\{[^{}]*\\}', '.*?\\\\boxed\\{.+?\\}.*?'];

const expression = (form: number, loose: boolean) =>
  loose
    ? `^<think>${S}\\n.*?\\n${S}</think>${S}\\n<answer>${S}\\n${form === 2 ? `.*?${BODIES[2]}` : BODIES[form]}${form === 1 ? S : ''}\\n${S}</answer>${S}$`
    : `^<think>\\n.*?\\n</think>\\n<answer>\\n${BODIES[form]}\\n</answer>$`;

export const reference = rewardReference((rollout) => {
  const whole = new RegExp(expression(Math.round(rollout.knob('answer_form')), rollout.knob('loose_lines') > 0.5), 's');
  return whole.test(String.fromCharCode(...rollout.spanBytes('completion'))) ? 1 : 0;
});
