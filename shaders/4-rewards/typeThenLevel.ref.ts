// What: float64 twin of typeThenLevel.wgsl, by the authors' regular expression.
import { NOT_SCORABLE, rewardReference } from './prelude.ref.ts';
import { textOf } from './unicode.ref.ts';

const trim = (text: string) => text.replace(/^[ \t-\r]+|[ \t-\r]+$/g, '');
const words = (text: string) => trim(text).split(/[ \t-\r]+/);
const KEYED = /"distortion_class"[ \t-\r]*:[ \t-\r]*"([^"]+)".*?"severity"[ \t-\r]*:[ \t-\r]*"([^"]+)"/s;

export const reference = rewardReference((rollout) => {
  const keyed = rollout.knob('keyed') > 0.5;
  if (!keyed && (!rollout.hasTruthAnswer() || rollout.truthIsNumber())) return NOT_SCORABLE;
  const block = /<answer>(.*?)<\/answer>/s.exec(textOf(rollout.spanBytes('completion')))?.[1];
  if (block === undefined) return 0;
  const own = keyed ? (KEYED.exec(block)?.slice(1).map(trim) ?? []) : words(block);
  const right = keyed ? rollout.truthTexts('slotValues').map(textOf) : words(textOf(rollout.truthAnswer()));
  if (!own[0] || own[0] !== right[0]) return 0;
  const level = keyed ? own[1] === right[1] && own[1] !== '' : right.length < 2 || own[1] === right[1];
  return rollout.knob('type_weight') + (level ? rollout.knob('level_weight') : 0);
});
