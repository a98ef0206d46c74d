// What: float64 twin of actionParts.wgsl, by an expression.
import { asText } from './letters.ref.ts';
import { rewardReference } from './prelude.ref.ts';
import type { Bytes } from './prelude.ref.ts';

const trim = (text: string) => text.replace(/^[ \t-\r]+|[ \t-\r]+$/g, '');

function partsOf(bytes: Bytes): readonly [kind: string, parameters: string] {
  const [, kind, rest] = /^([^(]*)\(?([^]*)$/.exec(asText(bytes))!;
  return [trim(kind!), trim(rest!.slice(0, Math.max(rest!.lastIndexOf(')'), 0)))];
}

export const reference = rewardReference((rollout) => {
  if (!rollout.hasSpan('answer') || !rollout.hasTruthAnswer()) return 0;
  const [[kind, own], [trueKind, right]] = [rollout.spanBytes('answer'), rollout.truthAnswer()].map(partsOf) as [
    readonly [string, string],
    readonly [string, string],
  ];
  const isKind = kind === trueKind;
  const isAll = isKind && own === right;
  const part = rollout.knob('part');
  if (part > 0.5) return (part > 1.5 ? isAll : isKind) ? 1 : 0;
  const goal = Math.min(Math.max(rollout.rolloutSignal('goal'), 0), 1);
  const other = isAll ? rollout.knob('params_weight') : rollout.knob('goal_weight') * goal;
  return (isKind ? rollout.knob('type_weight') : 0) + other;
});
