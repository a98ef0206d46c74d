// What: Q-Insight through our rewards: scoreWithin, typeThenLevel or answerBlock for what is right, linedFormat for the form.
// Formula: none of its own; the sum is that of the two columns.
import { scoreRewards } from '../../../src/4-rewards/scoreRewards.ts';
import type { RewardUse } from '../../../src/4-rewards/rewardUses.ts';
import type { Truth } from '../../../src/4-rewards/types.ts';
import { parseTexts } from '../../4-rewards/completionFixtures.ts';
import type { GoldenAdapter } from '../adapter.ts';

type Input = { readonly completion: string } & (
  | { readonly task: 'score'; readonly truth: number }
  | { readonly task: 'dist'; readonly truth: Readonly<Record<'distortion_class' | 'severity', string | null>> }
  | { readonly task: 'comparison'; readonly truth: string }
);
interface Constants {
  readonly tolerance: number;
  readonly weight_type: number;
  readonly weight_level: number;
}

const format = (answer_form: number): RewardUse => ({ name: 'linedFormat', knobs: { answer_form } });

function taskOf(input: Input, constants: Constants): { readonly truth: Truth; readonly uses: RewardUse[] } {
  if (input.task === 'comparison') {
    const knobs = { one_line: 0, whole_text: 0, any_case: 0, needs_format: 0 };
    return { truth: { answer: input.truth }, uses: [{ name: 'answerBlock', knobs }, format(0)] };
  }
  if (input.task === 'score') {
    const knobs = { keyed: 1, tolerance: constants.tolerance };
    return { truth: { answer: String(input.truth) }, uses: [{ name: 'scoreWithin', knobs }, format(1)] };
  }
  const { distortion_class, severity } = input.truth;
  const knobs = { keyed: 1, type_weight: constants.weight_type, level_weight: constants.weight_level };
  return {
    // No text equals what is not there.
    truth: { hiddenSlots: { distortion_class: distortion_class ?? '', severity: severity ?? '' } },
    uses: [{ name: 'typeThenLevel', knobs }, format(1)],
  };
}

export const adapter: GoldenAdapter<Input> = {
  system: 'Q-Insight',
  tolerance: 1e-6,
  async run(input, { file, compute }) {
    const { truth, uses } = taskOf(input, file['constants'] as Constants);
    const parsed = await parseTexts(compute, [input.completion]);
    const { columns, reward } = await scoreRewards(compute, {
      ...{ parsed, uses, generations: 1, truths: [truth], signals: new Map() },
    });
    return { accuracy: columns[0]!.values[0], format: columns[1]!.values[0], sum: reward[0] };
  },
};
