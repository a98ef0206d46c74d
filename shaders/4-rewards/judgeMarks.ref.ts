// What: float64 twin of judgeMarks.wgsl, by the authors' regular expression.
import { rewardReference } from './prelude.ref.ts';
import { stripped, textOf } from './unicode.ref.ts';

/** As the language of the authors reads a number from a text; min and max there let nan pass as 1. */
function mark(content: string): number {
  const text = stripped(content).toLowerCase();
  const word = /^([+-]?)(inf|infinity|nan)$/.exec(text);
  if (word) return word[1] === '-' && word[2] !== 'nan' ? 0 : 1;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(text) ? Math.max(0, Math.min(1, Number(text))) : 0;
}

export const reference = rewardReference((rollout) => {
  const text = textOf(rollout.spanBytes('completion'));
  const marks: number[] = [];
  for (;;) {
    const n = marks.length + 1;
    const found = new RegExp(`.*<info${n}>(.+?)</info${n}>`, 's').exec(text);
    if (!found) break;
    marks.push(mark(found[1]!));
  }
  return marks.reduce((sum, one) => sum + one, 0) / (marks.length + 1e-6);
});
