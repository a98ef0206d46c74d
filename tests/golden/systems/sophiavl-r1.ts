// What: SophiaVL-R1 through the rewards thinkingTrust and trustedThinking: one group per case.
// Formula: none of its own: the score that was used is what is paid divided by the trust; who is asked is who would be paid for a
// score of 1; the gamma that the authors log is the trust at step 0 with the exponent 2.
import { scoreRewards } from '../../../src/4-rewards/scoreRewards.ts';
import type { RewardUse } from '../../../src/4-rewards/rewardUses.ts';
import type { Signal } from '../../../src/blocks/signals.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import { bareCompletions } from '../../4-rewards/bareCompletions.ts';
import type { GoldenAdapter } from '../adapter.ts';

interface Input {
  readonly outcome: readonly number[];
  readonly judge_score_if_asked: readonly number[];
  readonly step: number;
  readonly T: number;
}

const SHARE = 0.3;
const SIGNALS = { outcome: 'given/outcome', score: 'given/score' };
const LOGGED = { exponent: 2, needs_right: 0, dropped: 0.5 };

async function columnsOf(compute: Compute, { outcome, judge_score_if_asked: scores, step, T }: Input) {
  const rollouts = outcome.length;
  const parsed = bareCompletions(compute, { rollouts, maxTokens: 1 });
  const signal = (values: readonly number[]): Signal => ({ shape: 'rollout', values: Float32Array.from(values) });
  const signals = new Map([
    ['given/outcome', signal(outcome)],
    ['given/score', signal(scores)],
    ['given/one', signal(scores.map(() => 1))],
  ]);
  const trust = (as: string, knobs: Readonly<Record<string, number>>): RewardUse => ({
    ...{ name: 'thinkingTrust', as, weight: 0 },
    knobs: { ...SIGNALS, decay_steps: T, ...knobs },
  });
  const paid = (as: string, score: string): RewardUse => ({
    ...{ name: 'trustedThinking', as, weight: as === 'paid' ? SHARE : 0 },
    knobs: { ...SIGNALS, score, trust: 'reward/trust' },
  });
  const uses = [trust('trust', {}), paid('paid', 'given/score'), paid('asked', 'given/one'), trust('logged', LOGGED)];
  const table = await scoreRewards(compute, { parsed, signals, generations: rollouts, truths: [{}], uses, step });
  const values = table.columns.map((column) => [...column.values]);
  return {
    trust: values[0]![0]!,
    paid: values[1]!,
    asked: values[2]!,
    logged: values[3]![0]!,
    bonus: [...table.reward],
  };
}

export const adapter: GoldenAdapter<Input> = {
  system: 'SophiaVL-R1',
  async run(input, { compute }) {
    const { trust, paid, asked, bonus } = await columnsOf(compute, input);
    const { logged } = await columnsOf(compute, { ...input, step: 0 });
    return {
      judge_asked_for: asked.flatMap((value, r) => (value > 0 ? [r] : [])),
      thinking_score_used: paid.map((value) => (trust > 0 ? value / trust : 0)),
      weight_of_thinking: SHARE * trust,
      reward: input.outcome.map((value, r) => value + bonus[r]!),
      logged_gamma: logged,
    };
  },
};
