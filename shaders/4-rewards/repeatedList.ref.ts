// What: float64 twin of repeatedList.wgsl, by the authors' expressions.
import { readMended } from './mendedList.ref.ts';
import { completionOf } from './namedBlock.ref.ts';
import { NOT_SCORABLE, rewardReference } from './prelude.ref.ts';
import { BLANK, stripped } from './unicode.ref.ts';

const GAP = `[${BLANK}]*`;
const BARE = new RegExp(`\\[${GAP}\\{.*?"bbox_2d".*?"label".*?\\}${GAP}\\]`, 's');

function listIn(text: string): string {
  const named = /```json(.*?)```/s.exec(text);
  if (named) return stripped(named[1]!);
  return stripped(/```(.*?)```/s.exec(text)?.[1] ?? '') || (BARE.exec(text)?.[0] ?? '');
}

export const reference = rewardReference((rollout) => {
  const list = readMended(listIn(completionOf(rollout)));
  if (!list) return rollout.rolloutSignal('otherwise');
  if (list.isBroken) return NOT_SCORABLE;
  const whole = list.things.filter(({ bbox_2d: box, label }) => box !== undefined && label !== undefined);
  const different = new Set(whole.map(({ bbox_2d: box, label }) => `${box!} ${label!}`)).size;
  return (rollout.knob('max_penalty') * (whole.length - different)) / Math.max(whole.length, 1);
});
