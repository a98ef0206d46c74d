// What: CLS-RL and its twin without thinking through our rewards: mathAnswer, thinkThenAnswer and wholeText.
// Formula: none of its own.
import { scoreRewards } from '../../../src/4-rewards/scoreRewards.ts';
import type { RewardUse } from '../../../src/4-rewards/rewardUses.ts';
import { parseTexts } from '../../4-rewards/completionFixtures.ts';
import type { GoldenAdapter } from '../adapter.ts';

const USES: readonly RewardUse[] = [
  { name: 'mathAnswer', as: 'thinking_accuracy', knobs: { or_text: 1 } },
  { name: 'thinkThenAnswer', as: 'thinking_format' },
  { name: 'wholeText', as: 'no_thinking_reward' },
];

export const adapter: GoldenAdapter<{ readonly completion: string; readonly solution: string }> = {
  system: 'CLS-RL',
  tolerance: 1e-6,
  async run({ completion, solution }, { compute }) {
    const parsed = await parseTexts(compute, [completion]);
    const { columns } = await scoreRewards(compute, {
      ...{ parsed, uses: USES, generations: 1, truths: [{ answer: solution }], signals: new Map() },
    });
    return Object.fromEntries(columns.map(({ name, values }) => [name, values[0]]));
  },
};
