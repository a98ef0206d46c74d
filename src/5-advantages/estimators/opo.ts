// What: advantage_estimator = opo: on-policy RL with the optimal baseline.
import { runEstimator } from '../runEstimator.ts';
import type { Estimator } from '../types.ts';

export const name = 'opo';
export const formula = 'A_i = r_i − Σ l_j r_j / Σ l_j';

export const estimator: Estimator = {
  name,
  doc: 'The baseline is the mean reward of the group weighted by the lengths of its rollouts; no division by a std.',
  formula,
  source: 'OPO (arXiv 2505.23585); verl, core_algos.py, compute_opo_outcome_advantage',
  ignores: ['advantage_baseline', 'scale_rewards', 'advantage_epsilon'],
  estimate: (compute, reward, groups) =>
    runEstimator(compute, 'opo', reward, groups, { inputs: { lengths: groups.lengths } }),
};
