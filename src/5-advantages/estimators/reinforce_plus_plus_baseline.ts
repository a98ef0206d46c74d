// What: advantage_estimator = reinforce_plus_plus_baseline: minus the group mean, then whitened over the batch.
import { scoreRollouts } from '../scoreRollouts.ts';
import type { Estimator } from '../types.ts';

export const name = 'reinforce_plus_plus_baseline';
export const formula = 'A = (c − mean)·(var + 1e-8)^−½ with c = r − group mean; mean and var (n − 1) over all tokens';

export const estimator: Estimator = {
  name,
  doc: 'The reward minus the mean of its group on every token, whitened over all tokens of the batch.',
  formula,
  source:
    'REINFORCE++-baseline (arXiv 2501.03262); verl, core_algos.py, compute_reinforce_plus_plus_baseline_outcome_advantage',
  ignores: ['advantage_baseline', 'scale_rewards', 'advantage_epsilon'],
  whitens: true,
  estimate: (compute, reward, groups) =>
    scoreRollouts(compute, reward, groups, { baseline: 'group_mean', scale: 'none', single: 'keep' }),
};
