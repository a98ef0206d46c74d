// What: float64 twin of rankReciprocal.wgsl, by the authors' expression.
import { completionOf } from './namedBlock.ref.ts';
import { NOT_SCORABLE, rewardReference } from './prelude.ref.ts';
import { stripped } from './unicode.ref.ts';

const MOST_RELEVANT = 64;

export const reference = rewardReference((rollout) => {
  const relevant = rollout.truthNumbers('order');
  if (relevant.length > MOST_RELEVANT) return NOT_SCORABLE;
  const list = /<answer>\[([^\n]*?)\]<\/answer>/.exec(completionOf(rollout))?.[1] ?? '';
  const pieces = list
    .split(',')
    .map(stripped)
    .filter((piece) => piece !== '');
  if (relevant.length === 0 || !pieces.every((piece) => /^[+-]?\d+(_\d+)*$/.test(piece))) return 0;
  const ids = pieces.map((piece) => Math.min(Math.max(Number(piece.replaceAll('_', '')), -1e7), 1e7));
  const worth = (place: number) => place ** -Math.round(rollout.knob('power'));
  const gain = relevant.reduce((sum, id) => sum + (ids.includes(id) ? worth(ids.indexOf(id) + 1) : 0), 0);
  return gain / relevant.reduce((sum, _id, i) => sum + worth(i + 1), 0);
});
