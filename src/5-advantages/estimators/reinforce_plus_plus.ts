// What: advantage_estimator = reinforce_plus_plus: no baseline per group; the whole batch is whitened.
import { scoreRollouts } from '../scoreRollouts.ts';
import type { Estimator } from '../types.ts';

export const name = 'reinforce_plus_plus';
export const formula = 'A = (r − mean)·(var + 1e-8)^−½, mean and var (n − 1) over all tokens';

export const estimator: Estimator = {
  name,
  doc: 'The reward itself on every token, whitened over all tokens of the batch: long rollouts weigh more in mean and std.',
  formula,
  source:
    'REINFORCE++ (arXiv 2501.03262); verl, core_algos.py, compute_reinforce_plus_plus_outcome_advantage (gamma 1)',
  ignores: ['advantage_baseline', 'scale_rewards', 'advantage_epsilon'],
  whitens: true,
  estimate: (compute, reward, groups) => scoreRollouts(compute, reward, groups, { baseline: 'none', scale: 'none' }),
};
