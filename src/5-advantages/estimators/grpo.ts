// What: advantage_estimator = grpo: what advantage_baseline and scale_rewards say.
import { scoreRollouts } from '../scoreRollouts.ts';
import type { Estimator } from '../types.ts';

export const name = 'grpo';
export const formula = 'A = (r − baseline)/(std + advantage_epsilon)';

export const estimator: Estimator = {
  name,
  doc: 'The reward minus a baseline, divided by a standard deviation: as advantage_baseline and scale_rewards say.',
  formula,
  source: 'GRPO (arXiv 2402.03300); TRL 1.16, grpo_trainer.py',
  ignores: [],
  estimate: scoreRollouts,
};
