// What: every reward is an objective of its own, over the rollouts that it can score (TRL: None is left out of mean and std).
import type { Compose } from '../../blocks/seams.ts';

const knobs = {};

export const block: Compose<typeof knobs> = {
  name: 'perReward',
  doc: 'Normalises every reward on its own and adds the advantages with the weights of the rewards; the sum is not normalised again.',
  formula: 'A_i = Σ_k w_k·(r_ik − mean_k)/(std_k + 1e-4)',
  source: 'ReFine-RFT (MRN), mrpo_trainer.py; GDPO (arXiv 2601.05242) without its second normalisation',
  knobs,
  place: 'apart',
  problem: (_own, { leaf }) =>
    leaf('multi_objective_aggregation') === 'normalize_then_sum'
      ? 'perReward normalises every reward itself: set multi_objective_aggregation = sum_then_normalize, or leave perReward out.'
      : null,
  compose({ columns, weights }, objectives) {
    const sum = objectives.find(({ columns: summed }) => summed !== undefined);
    if (!sum) return objectives;
    const own: typeof objectives = columns.map(({ name, values, scorable }, k) => ({
      ...sum,
      columns: undefined,
      ...(scorable && { scorable }),
      name: `reward/${name}`,
      values,
      weight: sum.weight.map((weight) => weight * weights[k]!),
    }));
    return objectives.flatMap((objective): typeof objectives => (objective === sum ? own : [objective]));
  },
};
