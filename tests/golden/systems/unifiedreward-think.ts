// What: UnifiedReward-Think through our rewards answerBlock and thinkThenAnswer.
// Formula: none of its own.
import { scoreRewards } from '../../../src/4-rewards/scoreRewards.ts';
import type { RewardUse } from '../../../src/4-rewards/rewardUses.ts';
import { parseTexts } from '../../4-rewards/completionFixtures.ts';
import type { GoldenAdapter } from '../adapter.ts';

interface Input {
  readonly completion: string;
  /** null: the data have none. */
  readonly solution: string | null;
}

const READING = { one_line: 0, any_case: 0, needs_format: 0, plain_truth: 1, without_truth: 0.1 };
const uses: readonly RewardUse[] = [
  { name: 'answerBlock', as: 'accuracy', knobs: READING },
  { name: 'thinkThenAnswer', as: 'format', knobs: { open_end: 1 } },
];

export const adapter: GoldenAdapter<Input> = {
  system: 'UnifiedReward-Think',
  tolerance: 1e-6,
  async run({ completion, solution }, { compute }) {
    const parsed = await parseTexts(compute, [completion]);
    const { columns } = await scoreRewards(compute, {
      ...{ parsed, uses, generations: 1, signals: new Map() },
      truths: [solution === null ? {} : { answer: solution }],
    });
    parsed.destroy();
    return Object.fromEntries(columns.map(({ name, values }) => [name, values[0]]));
  },
};
