// What: EasyR1's stock rewards through ours: thinkThenBox, thinkThenAnswer and boxedAnswer; answerLine and overlongRamp.
// Formula: none of its own. A length is a text of that many tokens; the normalised accuracy is answerLine with 0 for a wrong answer.
import type { RewardUse } from '../../../src/4-rewards/rewardUses.ts';
import { scoreRewards } from '../../../src/4-rewards/scoreRewards.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import { parseTexts } from '../../4-rewards/completionFixtures.ts';
import type { GoldenAdapter } from '../adapter.ts';

interface Answered {
  readonly function: 'math' | 'r1v';
  readonly completion: string;
  readonly truth: string;
  /** Of the form: 0.1 (math) or 0.5 (r1v) where a case does not say. */
  readonly format_weight?: number;
}
interface Limited {
  readonly function: 'dapo';
  readonly completion: string;
  readonly truth: string;
  readonly response_length: number;
  readonly max_response_length: number;
  readonly overlong_buffer_length: number;
  readonly overlong_penalty_factor: number;
}

async function scored(compute: Compute, text: string, answer: string, uses: readonly RewardUse[]) {
  const parsed = await parseTexts(compute, [text]);
  const { columns, reward } = await scoreRewards(compute, {
    ...{ parsed, uses, generations: 1, truths: [{ answer }], signals: new Map() },
  });
  return { values: columns.map(({ values }) => values[0]!), sum: reward[0]! };
}

async function limited(compute: Compute, input: Limited) {
  const { completion, truth, max_response_length: overlong_length, overlong_penalty_factor: weight } = input;
  const right = await scored(compute, completion, truth, [
    { name: 'answerLine' },
    { name: 'answerLine', as: 'normalised', weight: 0, knobs: { wrong_score: 0 } },
  ]);
  const knobs = { overlong_length, soft_punish_cache: input.overlong_buffer_length };
  const long = await scored(compute, 'a'.repeat(input.response_length), truth, [
    { name: 'overlongRamp', weight, knobs },
  ]);
  const [accuracy, accuracy_normalized] = right.values;
  return { overall: right.sum + long.sum, accuracy, overlong: long.values[0], accuracy_normalized };
}

export const adapter: GoldenAdapter<Answered | Limited> = {
  system: 'EasyR1',
  tolerance: 1e-6,
  async run(input, { compute }) {
    if (input.function === 'dapo') return limited(compute, input);
    const isMath = input.function === 'math';
    const share = input.format_weight ?? (isMath ? 0.1 : 0.5);
    const { values, sum } = await scored(compute, input.completion, input.truth, [
      { name: isMath ? 'thinkThenBox' : 'thinkThenAnswer', weight: share },
      { name: 'boxedAnswer', weight: 1 - share, knobs: { boxed: isMath ? 1 : 2 } },
    ]);
    return { overall: sum, format: values[0], accuracy: values[1] };
  },
};
