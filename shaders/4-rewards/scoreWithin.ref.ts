// What: float64 twin of scoreWithin.wgsl, by the authors' regular expressions and their float64.
import { NOT_SCORABLE, rewardReference } from './prelude.ref.ts';
import { textOf } from './unicode.ref.ts';

export const reference = rewardReference((rollout) => {
  if (!rollout.truthIsNumber()) return NOT_SCORABLE;
  const block = /<answer>(.*?)<\/answer>/s.exec(textOf(rollout.spanBytes('completion')))?.[1];
  const pattern = rollout.knob('keyed') > 0.5 ? /"rating"[ \t-\r]*:[ \t-\r]*([\d.]+)/ : /^[ \t-\r]*([\d.]+)[ \t-\r]*$/;
  const score = Number(pattern.exec(block ?? '')?.[1] ?? NaN);
  // The digits as they stand: the number in the buffer is rounded to float32.
  return Math.abs(score - Number(textOf(rollout.truthAnswer()))) < rollout.knob('tolerance') ? 1 : 0;
});
