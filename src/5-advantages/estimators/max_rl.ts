// What: advantage_estimator = max_rl: maximum likelihood RL, which divides by the mean of the group.
import { runEstimator } from '../runEstimator.ts';
import { ADVANTAGE_EPSILON } from '../scoreRollouts.ts';
import type { Estimator } from '../types.ts';

export const name = 'max_rl';
export const formula = 'A = (r − mean)/(mean + 1e-4)';

export const estimator: Estimator = {
  name,
  doc: 'Divides by the mean reward of the group: prompts that are rarely solved count more. Rewards must not be negative.',
  formula,
  source: 'MaxRL (arXiv 2602.02710); TRL, MaxRLTrainer',
  ignores: ['advantage_baseline', 'scale_rewards', 'advantage_epsilon'],
  estimate: (compute, reward, groups) =>
    runEstimator(compute, 'maxRl', reward, groups, { params: { epsilon: ADVANTAGE_EPSILON } }),
};
