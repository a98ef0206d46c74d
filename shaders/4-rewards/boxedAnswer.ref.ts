// What: float64 twin of boxedAnswer.wgsl.
import { isSameAnswer } from './mathRuler.ref.ts';
import { blockIn, completionOf } from './namedBlock.ref.ts';
import { rewardReference } from './prelude.ref.ts';
import type { Rollout } from './prelude.ref.ts';
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

const readers = [
  (rollout: Rollout) => textOf(rollout.spanBytes('answer')),
  (rollout: Rollout) => lastBox(completionOf(rollout)),
  (rollout: Rollout) => blockIn(completionOf(rollout), 'answer', { oneLine: true }) ?? completionOf(rollout),
] as const;

export const reference = rewardReference((rollout) => {
  const own = readers[rollout.knob('boxed')]!(rollout);
  if (own === null || !rollout.hasTruthAnswer()) return 0;
  return isSameAnswer(own, textOf(rollout.truthAnswer())) ? 1 : 0;
});
