// What: DeepEyes through our rewards: judgedAnswer, tagBalance and toolBonus; the judge's reply is read by verdict, and of mathematics by
// mathAnswer first.
// Formula: none of its own; how often the judge is asked follows from its reply: up to eight times until it decides.
import type { RewardUse } from '../../../src/4-rewards/rewardUses.ts';
import type { GoldenAdapter } from '../adapter.ts';
import { filledIn, isEqual, recorded, scored, shownText, verdictOf } from '../shownAnswer.ts';

interface Input {
  readonly kind: 'vl' | 'common' | 'math';
  readonly completion: string;
  readonly truth: string;
  readonly judge_reply: string;
}

const FORMS = { vl: 0, common: 1, math: 2 } as const;
const WEIGHTS = { vl: [0.8, 0.2, 1.2], common: [0.8, 0.2, 1.2], math: [1.2, 0.4, 0] } as const;
const MOST_CALLS = 8;

export const adapter: GoldenAdapter<Input> = {
  system: 'DeepEyes',
  tolerance: 1e-6,
  async run(input, { compute }) {
    const { kind, truth, judge_reply } = input;
    const form = FORMS[kind];
    const completion = filledIn(input.completion, input as unknown as Record<string, unknown>);
    const shown = await shownText(compute, completion, form);
    const knobs = { form };
    const [accuracy, balance, tool] = WEIGHTS[kind];
    const uses: RewardUse[] = [
      { name: 'judgedAnswer', weight: accuracy, knobs },
      { name: 'tagBalance', weight: balance, knobs },
      { name: 'toolBonus', weight: tool },
    ];
    // Nobody is asked about an answer that is not right whatever is said of it.
    const counts =
      (await scored(compute, completion, uses.slice(0, 1), { signals: { 'reward/answerFolded': 1 } })).sum > 0;
    const byRule = kind === 'math' && counts && (await isEqual(compute, shown ?? '', truth));
    const verdict = await verdictOf(compute, judge_reply, kind === 'vl' ? 0 : 1);
    const signals = { 'reward/answerFolded': byRule ? 1 : (verdict ?? 0), 'looks/count': 0 };
    const { sum } = await scored(compute, completion, uses, { signals });
    const asked = kind === 'common' && verdict === null ? MOST_CALLS : 1;
    const isAsked = kind === 'vl' || (counts && !byRule);
    return {
      score: sum,
      judge_calls: isAsked ? asked : 0,
      ...(isAsked && { answer_shown_to_judge: recorded(shown ?? '') }),
    };
  },
};
