// What: float64 twin of boxedNumber.wgsl.
import { isSameNumber, mathNumber } from './mathNumber.ref.ts';
import { NOT_SCORABLE, rewardReference } from './prelude.ref.ts';
import { textOf } from './unicode.ref.ts';

/** The last box with its braces; null where it is not there or not closed. */
function lastBox(text: string): string | null {
  const start = text.lastIndexOf('\\boxed{');
  if (start < 0) return null;
  let depth = 1;
  for (let i = start + 7; i < text.length; i++) {
    if (text[i] === '{') depth++;
    if (text[i] === '}' && --depth === 0) return text.slice(start, i + 1);
  }
  return null;
}

export const reference = rewardReference((rollout) => {
  const text = textOf(rollout.spanBytes('completion'));
  const isBehind = rollout.knob('after_think') > 0.5;
  if (isBehind && !text.includes('</think>')) return 0;
  const wanted = rollout.hasTruthAnswer() ? mathNumber(textOf(rollout.truthAnswer())) : null;
  if (!wanted) return NOT_SCORABLE;
  const box = lastBox(isBehind ? text.split('</think>').at(-1)! : text);
  return box !== null && isSameNumber(mathNumber(box), wanted) ? 1 : 0;
});
