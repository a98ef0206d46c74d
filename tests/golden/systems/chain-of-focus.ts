// What: Chain-of-Focus through our rewards: judgedAnswer and tagBalance; the judge's reply is read by verdict, and of mathematics by mathAnswer
// first.
// Formula: none of its own. What the tool says is no part of a completion here, as in the authors' judged data; their data of mathematics keeps
// its sentence, which holds one pair of think tags and one of answer tags.
import type { RewardUse } from '../../../src/4-rewards/rewardUses.ts';
import type { GoldenAdapter } from '../adapter.ts';
import { filledIn, isEqual, recorded, scored, shownText, verdictOf } from '../shownAnswer.ts';

interface Input {
  readonly data_source: string;
  readonly completion: string;
  readonly truth: string;
  readonly judge_reply: string;
}

const SENTENCE =
  'Format strictly as: <think>...</think> (if any tools needed) OR <answer>...</answer> (if no tools needed).';

export const adapter: GoldenAdapter<Input> = {
  system: 'Chain-of-Focus',
  tolerance: 1e-6,
  async run(input, { compute }) {
    const { data_source, truth, judge_reply } = input;
    const isMath = data_source === 'thinklite_eureka';
    const completion = filledIn(input.completion, input as unknown as Record<string, unknown>).replaceAll(
      '{TOOL_PROMPT}',
      isMath ? SENTENCE : '',
    );
    const shown = (await shownText(compute, completion, 3)) ?? '';
    const uses: RewardUse[] = [
      { name: 'tagBalance', weight: 0.1, knobs: { form: 3 } },
      { name: 'judgedAnswer', weight: 0.9, knobs: { form: isMath ? 4 : 3 } },
    ];
    const byRule = isMath && shown !== '' && (await isEqual(compute, shown, truth));
    const verdict = await verdictOf(compute, judge_reply, isMath ? 1 : 0);
    const right = byRule ? 1 : (verdict ?? 0);
    const { sum, values } = await scored(compute, completion, uses, { signals: { 'reward/answerFolded': right } });
    return {
      score: sum,
      format_score: values[0],
      acc_score: values[1],
      judge_calls: isMath && (shown === '' || byRule) ? 0 : 1,
      answer_shown_to_judge: recorded(shown),
    };
  },
};
