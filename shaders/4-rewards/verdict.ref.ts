// What: float64 twin of verdict.wgsl, by the authors' splits.
import { blockIn, completionOf } from './namedBlock.ref.ts';
import { NOT_SCORABLE, rewardReference } from './prelude.ref.ts';
import { stripped } from './unicode.ref.ts';

const FORMS: readonly ((reply: string) => number)[] = [
  (reply) => {
    const parts = reply.split('Judgement:');
    return (parts.length > 1 ? parts.at(-1)!.includes('1') : reply === '1') ? 1 : 0;
  },
  (reply) => {
    const rest = reply.split('## Equivalence Judgement').at(-1)!.toLowerCase();
    const [isTrue, isFalse] = [rest.includes('true'), rest.includes('false')];
    return isTrue === isFalse ? NOT_SCORABLE : isTrue ? 1 : 0;
  },
  (reply) => {
    if (!reply.includes('1.0') && !reply.includes('0.0')) return 0;
    if (!/^[+-]?(\d+(\.\d+)?|\.\d+)$/.test(reply)) return NOT_SCORABLE;
    return Math.min(Math.max(Number(reply), 0), 1);
  },
  (reply) => {
    const block = blockIn(reply, 'judge') ?? '';
    if (/[Tt]rue/.test(block)) return 1;
    return /[Ff]alse/.test(block) ? 0 : NOT_SCORABLE;
  },
];

export const reference = rewardReference((rollout) =>
  FORMS[Math.round(rollout.knob('form'))]!(stripped(completionOf(rollout))),
);
