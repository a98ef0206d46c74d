// What: float64 twin of rankFormat.wgsl, by the authors' expression.
import { completionOf } from './namedBlock.ref.ts';
import { rewardReference } from './prelude.ref.ts';
import { BLANK } from './unicode.ref.ts';

const RANKED = new RegExp(`<think>[^]*?</think>[${BLANK}]*<answer>\\[([0-9]+(?:,[${BLANK}]*[0-9]+)*)\\]</answer>`);
/** What Python reads as whole numbers between commas. */
const READABLE = /^(?:0+|[1-9]\d*)(?:,[ \t\f]*(?:0+|[1-9]\d*))*$/;

export const reference = rewardReference((rollout) => {
  const list = RANKED.exec(completionOf(rollout))?.[1] ?? '';
  const candidates = rollout.knob('candidates') || rollout.truthTexts('options').length;
  if (!READABLE.test(list) || candidates === 0) return 0;
  const ids = list.split(',').map(Number);
  if (ids.length === 1 && rollout.knob('pay_one') < 0.5) return 0;
  const share = ids.filter((id) => id >= 1 && id <= candidates).length / ids.length;
  return ((candidates - Math.abs(ids.length - candidates)) / candidates) * share;
});
