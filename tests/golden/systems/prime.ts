// What: PRIME through the kernel of outcomeCe, the composition implicitReturns, stage 5 and the shaper whiten.
// Formula: none of its own; discounts stand in a case's name alone.
import { computeAdvantages, weightedSum } from '../../../src/5-advantages/computeAdvantages.ts';
import { batchNormalised, implicitScores } from '../../../src/4-rewards/implicitScores.ts';
import { outcomeCe, rankingAccuracy } from '../../../src/6-loss/outcomeCe.ts';
import { defaultsOf } from '../../../src/blocks/block.ts';
import { blocksIn } from '../../../src/blocks/registry.ts';
import type { GoldenAdapter } from '../adapter.ts';
import { flat, goldenStep, nested } from '../goldenStep.ts';

interface Input {
  readonly logp_phi: readonly (readonly number[])[];
  readonly logp_ref: readonly (readonly number[])[];
  readonly lengths: readonly number[];
  readonly outcome: readonly number[];
  readonly n_samples: number;
  readonly granularity: string;
  readonly batch_norm: boolean;
  readonly beta_train: number;
}

const gammaOf = (name: string, source: string) => Number(new RegExp(`${source} gamma ([\\d.]+)`).exec(name)?.[1] ?? 1);

export const adapter: GoldenAdapter<Input> = {
  system: 'PRIME',
  leavesOut:
    'whitened advantages behind the end of an answer: the authors whiten the padding, too, and nothing reads it',
  reduce(output, { lengths }) {
    const { advantage_whitened: rows, ...rest } = output as { readonly advantage_whitened?: number[][] };
    return rows ? { ...rest, advantage_whitened: rows.map((row, r) => row.slice(0, lengths[r])) } : output;
  },
  async run(input, { name, compute }) {
    const { logp_phi, logp_ref, outcome, n_samples: generations, granularity, batch_norm, beta_train } = input;
    const [R, T] = [outcome.length, logp_phi[0]!.length];
    const mask = input.lengths.map((length) => Array.from({ length: T }, (_, t) => (t < length ? 1 : 0)));
    const given = { logProbs: flat(logp_phi), refLogProbs: flat(logp_ref), mask: flat(mask) };
    const ce = await outcomeCe(compute, { ...given, outcome: Float32Array.from(outcome), beta: beta_train });
    const raw = implicitScores({ ...given, maxTokens: T, whole: granularity === 'whole' });

    const signals = { 'phi/logProb': logp_phi, 'ref/logProb': logp_ref };
    const step = goldenStep({ compute, mask, generations, columns: { outcome }, signals });
    const lengths = Int32Array.from(input.lengths);
    const layout = { promptCount: R / generations, generations, maxTokens: T, lengths };
    const block = blocksIn('composition').get('implicitReturns')!;
    const own = {
      ...{ ...defaultsOf(block, 'prime'), granularity, batch_norm },
      ...{ gamma: gammaOf(name, 'verifier'), process_gamma: gammaOf(name, 'process') },
    };
    const reward = Float32Array.from(outcome);
    const objectives = block.compose(step, [weightedSum(reward, [], [], layout.promptCount)], own);
    const returnsOf = async (picked: typeof objectives) => {
      const made = { ...layout, reward, objectives: picked, scaleRewards: 'none', baseline: 'group_mean' } as const;
      return (await computeAdvantages(compute, made)).advantages;
    };
    const total = await returnsOf(objectives);
    const whiten = blocksIn('advantage').get('whiten')!;
    const made = await whiten.shape(
      { ...step, rollouts: { ...step.rollouts, lengths } },
      total,
      { as: 'whiten' },
      total,
    );
    const advantages = 'advantages' in made ? made.advantages : made;
    return {
      q_sum_per_rollout: [...ce.sums],
      ce_loss: ce.loss,
      dce_dlogp_phi: nested(ce.coef, T),
      process_scores_raw: nested(raw, T),
      process_scores_used: nested(batch_norm ? batchNormalised(raw, T) : raw, T),
      return_process: nested(await returnsOf(objectives.slice(1)), T),
      return_outcome: nested(await returnsOf(objectives.slice(0, 1)), T),
      return_total: nested(total, T),
      advantage_whitened: nested(advantages, T),
      ranking_accuracy: rankingAccuracy(ce.sums, outcome, generations),
    };
  },
};
