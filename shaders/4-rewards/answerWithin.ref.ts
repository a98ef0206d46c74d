// What: float64 twin of answerWithin.wgsl, by the authors' replacements.
import { blockIn } from './namedBlock.ref.ts';
import { rewardReference } from './prelude.ref.ts';
import type { Bytes } from './prelude.ref.ts';
import { stripped, textOf } from './unicode.ref.ts';

function letters(bytes: Bytes): string {
  const text = textOf(bytes);
  return stripped(blockIn(text, 'answer', { oneLine: true }) ?? text)
    .replace(/[ _]/g, '')
    .toLowerCase();
}

export const reference = rewardReference((rollout) => {
  if (!rollout.hasTruthAnswer()) return 0;
  const [own, right] = [letters(rollout.spanBytes('completion')), letters(rollout.truthAnswer())];
  if (own === '' && rollout.knob('empty_counts') < 0.5) return 0;
  return own.includes(right) || right.includes(own) ? 1 : 0;
});
