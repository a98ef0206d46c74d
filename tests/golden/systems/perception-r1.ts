// What: Perception-R1 through our rewards: mathAnswer, linedFormat and wordRepetition over the completion, judgeMarks over the
// judge's reply, which the case gives.
// Formula: none of its own; the total is the sum of the columns by their weights.
import { scoreRewards } from '../../../src/4-rewards/scoreRewards.ts';
import type { RewardUse } from '../../../src/4-rewards/rewardUses.ts';
import type { Truth } from '../../../src/4-rewards/types.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import { parseTexts } from '../../4-rewards/completionFixtures.ts';
import type { GoldenAdapter } from '../adapter.ts';

interface Judged {
  readonly completion: string;
  readonly truth: string;
  readonly visual_facts: string | null;
  readonly judge_reply: string | null;
}
type Input = Judged | { readonly completion: string; readonly truth: string } | { readonly text: string };

/** Weights of the released run. */
const VISUAL = 0.7;
const ANSWERED: readonly RewardUse[] = [
  { name: 'mathAnswer', as: 'accuracy', weight: 0.9, knobs: { in_block: 1 } },
  { name: 'linedFormat', as: 'format', weight: 0.1, knobs: { answer_form: 2, loose_lines: 0 } },
];
const REPETITION: RewardUse = { name: 'wordRepetition', as: 'penalty' };

async function score(compute: Compute, text: string, truth: Truth, uses: readonly RewardUse[]) {
  const parsed = await parseTexts(compute, [text]);
  const { columns, reward } = await scoreRewards(compute, {
    ...{ parsed, uses, generations: 1, truths: [truth], signals: new Map() },
  });
  return { sum: reward[0]!, values: Object.fromEntries(columns.map(({ name, values }) => [name, values[0]!])) };
}

export const adapter: GoldenAdapter<Input> = {
  system: 'Perception-R1',
  async run(input, { compute }) {
    if ('text' in input) return (await score(compute, input.text, {}, [REPETITION])).values;
    const { sum, values } = await score(compute, input.completion, { answer: input.truth }, ANSWERED);
    if (!('visual_facts' in input)) return { overall: sum, ...values };
    const penalty = (await score(compute, input.completion, {}, [REPETITION])).sum;
    const judged = input.visual_facts && input.judge_reply !== null;
    const visual = judged ? (await score(compute, input.judge_reply, {}, [{ name: 'judgeMarks' }])).sum : 0;
    const overall = sum + VISUAL * visual;
    return { total: overall + penalty, ...values, ngram_penalty: penalty, visual, overall_metric: overall };
  },
};
