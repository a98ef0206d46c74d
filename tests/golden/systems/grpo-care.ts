// What: GRPO-CARE's bonus and advantages: the rewards answerLikelihood and consistency of stage 4, then stage 5.
// Formula: none of its own: candidates are those whom consistency pays under a margin that everybody meets (1); their mean
// likelihood is the group mean of stage 5 over them; the reward is the sum of three columns.
import { scoreRewards } from '../../../src/4-rewards/scoreRewards.ts';
import type { RewardUse } from '../../../src/4-rewards/rewardUses.ts';
import { computeAdvantages } from '../../../src/5-advantages/computeAdvantages.ts';
import type { Signal } from '../../../src/blocks/signals.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import { bareCompletions } from '../../4-rewards/bareCompletions.ts';
import type { GoldenAdapter } from '../adapter.ts';
import { flat } from '../goldenStep.ts';

type PerToken = readonly (readonly number[])[];

interface Input {
  readonly accuracy: readonly number[];
  readonly format: readonly number[];
  readonly ref_logp_tokens: PerToken;
  readonly answer_mask: PerToken;
  readonly consistency_margin: number | null;
  readonly confidence_upper_bound: number | null;
  readonly bonus_coefficient: number;
}

function usesOf({ consistency_margin, confidence_upper_bound, bonus_coefficient }: Input): RewardUse[] {
  const likelihood = (as: string, bound: number): RewardUse => ({
    ...{ name: 'answerLikelihood', as, weight: 0 },
    knobs: { log_probs: 'ref/logProb', confidence_upper_bound: bound },
  });
  const paid = (as: string, weight: number, margin: number): RewardUse => ({
    ...{ name: 'consistency', as, weight },
    knobs: { likelihood: 'reward/capped', correct: 'reward/accuracy', consistency_margin: margin },
  });
  return [
    likelihood('raw', 1),
    likelihood('capped', confidence_upper_bound ?? 1),
    paid('candidates', 0, 1),
    paid('bonus', bonus_coefficient, consistency_margin ?? 0),
  ];
}

async function scored(input: Input, compute: Compute) {
  const { accuracy, ref_logp_tokens, answer_mask } = input;
  const [rollouts, maxTokens] = [accuracy.length, answer_mask[0]!.length];
  const parsed = bareCompletions(compute, { rollouts, maxTokens, answer: answer_mask });
  const signals = new Map<string, Signal>([
    ['ref/logProb', { shape: 'token', values: flat(ref_logp_tokens) }],
    ['reward/accuracy', { shape: 'rollout', values: Float32Array.from(accuracy) }],
  ]);
  return scoreRewards(compute, { parsed, signals, generations: rollouts, truths: [{}], uses: usesOf(input) });
}

export const adapter: GoldenAdapter<Input> = {
  system: 'GRPO-CARE',
  async run(input, { compute }) {
    const { accuracy, format } = input;
    const { columns, reward: bonus } = await scored(input, compute);
    const [raw, capped, paid] = columns.map(({ values }) => values);
    const candidates = Array.from(paid!, (value) => (value > 0 ? 1 : 0));
    const advantagesOf = (reward: Float32Array, inStatistics?: readonly number[]) =>
      computeAdvantages(compute, {
        ...{ reward, promptCount: 1, generations: accuracy.length, maxTokens: 1 },
        lengths: new Int32Array(accuracy.length).fill(1),
        ...(inStatistics && { inStatistics }),
        ...{ scaleRewards: 'group', baseline: 'group_mean' },
      });
    const peers = await advantagesOf(capped!, candidates);
    const reward = accuracy.map((value, r) => value + format[r]! + bonus[r]!);
    const { perRollout } = await advantagesOf(Float32Array.from(reward));
    return {
      likelihood_raw: raw,
      likelihood_capped: capped,
      candidates,
      mean_candidate_likelihood: candidates.includes(1) ? peers.groupMean[0] : NaN,
      bonus,
      reward_with_bonus: reward,
      advantage: perRollout,
    };
  },
};
