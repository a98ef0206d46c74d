// What: HumanOmniV2 through our rewards: blockSequence, answerByKind and judgedParts over the completion, judgeScore over the judge's reply,
// which the case gives.
// Formula: none of its own; whoever earns something from a judge that gives 1 is the one that the judge is asked about.
import type { RewardUse } from '../../../src/4-rewards/rewardUses.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import type { GoldenAdapter } from '../adapter.ts';
import { scored } from '../shownAnswer.ts';

interface Formed {
  readonly completion: string;
}
interface Judged extends Formed {
  readonly solution: string;
  readonly judge_reply: string | null;
}
interface Typed extends Judged {
  readonly problem_type: string;
}
type Input = Formed | Judged | Typed;

/** Types by the knob of answerByKind; others are never right. */
const KINDS = ['multiple choice', 'numerical', 'OCR', 'regression', 'emer_ov_mc', 'judge', 'free-form'];

/** The value of a use whose mark is the judge's reply, and whether the judge is asked at all. */
async function judged(compute: Compute, { completion, solution, judge_reply }: Judged, use: RewardUse) {
  const valueAt = async (mark: number) =>
    (await scored(compute, completion, [use], { truth: { answer: solution }, signals: { 'judge/score': mark } })).sum;
  const asked = (await valueAt(1)) !== (await valueAt(0));
  const mark = asked ? (await scored(compute, judge_reply ?? '', [{ name: 'judgeScore' }])).sum : 0;
  return { value: await valueAt(mark), calls: asked ? 1 : 0 };
}

export const adapter: GoldenAdapter<Input> = {
  system: 'HumanOmniV2',
  tolerance: 1e-6,
  async run(input, { compute }) {
    if (!('solution' in input)) {
      const use = { name: 'blockSequence', knobs: { form: 3, open_end: 1 } };
      return { format: (await scored(compute, input.completion, [use])).sum };
    }
    if ('problem_type' in input) {
      const kind = KINDS.indexOf(input.problem_type);
      const knobs = { kind: kind < 0 ? KINDS.length : kind, whole_truth: 0 };
      const { value, calls } = await judged(compute, input, { name: 'answerByKind', knobs });
      return { accuracy: value, judge_calls: calls };
    }
    const context = await judged(compute, input, { name: 'judgedParts', knobs: { part: 0 } });
    const logic = await judged(compute, input, { name: 'judgedParts', knobs: { part: 1 } });
    return {
      ...{ context: context.value, judge_calls_context: context.calls },
      ...{ logic: logic.value, judge_calls_logic: logic.calls },
    };
  },
};
