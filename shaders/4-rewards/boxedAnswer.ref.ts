// What: float64 twin of boxedAnswer.wgsl.
import { isSameNumber, mathNumber } from './mathNumber.ref.ts';
import { completionOf } from './namedBlock.ref.ts';
import { rewardReference } from './prelude.ref.ts';
import { textOf } from './unicode.ref.ts';

/** What the last box holds; null where it is missing or not closed. */
function lastBox(text: string): string | null {
  const start = text.lastIndexOf('\\boxed{') + 7;
  let depth = start < 7 ? 0 : 1;
  for (let end = start; end < text.length && depth > 0; end++) {
    depth += text[end] === '{' ? 1 : text[end] === '}' ? -1 : 0;
    if (depth === 0) return text.slice(start, end);
  }
  return null;
}

const signs = (text: string) =>
  text
    .replace(/(?<=\d),(?=\d)/g, '')
    .replace(/\\text\{|[ \t-\r$%(){}]/g, '')
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase());

export const reference = rewardReference((rollout) => {
  const own = rollout.knob('boxed') > 0.5 ? lastBox(completionOf(rollout)) : textOf(rollout.spanBytes('answer'));
  if (own === null || !rollout.hasTruthAnswer()) return 0;
  const right = textOf(rollout.truthAnswer());
  const isSame = signs(own) !== '' && signs(own) === signs(right);
  return isSame || isSameNumber(mathNumber(own), mathNumber(right)) ? 1 : 0;
});
