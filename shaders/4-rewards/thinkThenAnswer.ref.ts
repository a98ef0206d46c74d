// What: float64 twin of thinkThenAnswer.wgsl, by the authors' regular expression over bytes.
import { rewardReference } from './prelude.ref.ts';

const WHOLE = /^<think>.*?<\/think>[ \t-\r]*<answer>.*?<\/answer>$/s;

const START = /^<think>.*?<\/think>[ \t-\r]*<answer>.*?<\/answer>/s;

export const reference = rewardReference((rollout) => {
  const wanted = rollout.knob('open_end') > 0.5 ? START : WHOLE;
  return wanted.test(String.fromCharCode(...rollout.spanBytes('completion'))) ? 1 : 0;
});
