// What: advantage_estimator = grpo_passk: only the best rollout of a group learns.
import { runEstimator } from '../runEstimator.ts';
import type { Estimator } from '../types.ts';

export const name = 'grpo_passk';
export const formula = 'A_best = (r_max − r_second)/(std + 1e-6); A = 0 for all others';

/** verl. */
const EPSILON = 1e-6;

export const estimator: Estimator = {
  name,
  doc: 'Only the best rollout of a group has an advantage: its lead over the second. Divided by the std of the group with scale_rewards = group.',
  formula,
  source: 'arXiv 2503.19595; verl, core_algos.py, compute_grpo_passk_outcome_advantage',
  ignores: ['advantage_baseline', 'advantage_epsilon'],
  estimate: (compute, reward, groups, { scale }) =>
    runEstimator(compute, 'grpoPassk', reward, groups, {
      params: { scale: scale === 'group' ? 1 : 0, epsilon: EPSILON },
    }),
};
