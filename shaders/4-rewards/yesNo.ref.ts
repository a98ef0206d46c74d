// What: float64 twin of yesNo.wgsl, by the authors' expressions.
import { blockIn } from './namedBlock.ref.ts';
import { rewardReference } from './prelude.ref.ts';
import type { Bytes } from './prelude.ref.ts';
import { textOf } from './unicode.ref.ts';

function saidIn(bytes: Bytes, oneLine: boolean): string {
  const text = textOf(bytes).replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return /yes|no/.exec(blockIn(text, 'answer', { oneLine }) ?? text)?.[0] ?? '';
}

export const reference = rewardReference((rollout) => {
  if (!rollout.hasTruthAnswer()) return 0;
  return saidIn(rollout.spanBytes('completion'), false) === saidIn(rollout.truthAnswer(), true) ? 1 : 0;
});
