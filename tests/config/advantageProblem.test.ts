import { expect, it } from 'vitest';
import { advantageProblem } from '../../src/config/advantageProblem.ts';

const plain = {
  advantage_estimator: 'grpo',
  advantage_baseline: 'group_mean',
  scale_rewards: 'group',
  advantage_epsilon: 1e-4,
  multi_objective_aggregation: 'sum_then_normalize',
  num_generations: 8,
};

it('lets settings pass that are all read', () => {
  expect(advantageProblem(plain)).toBe(null);
  expect(advantageProblem({ ...plain, advantage_baseline: 'leave_one_out', scale_rewards: 'none' })).toBe(null);
  expect(advantageProblem({ ...plain, multi_objective_aggregation: 'normalize_then_sum' })).toBe(null);
  expect(advantageProblem({ ...plain, advantage_estimator: 'grpo_passk', scale_rewards: 'none' })).toBe(null);
  expect(advantageProblem({ ...plain, advantage_estimator: 'opo' })).toBe(null);
});

it('names the settings that would be ignored, and the remedy', () => {
  const gdpo = { ...plain, multi_objective_aggregation: 'normalize_then_sum' };
  expect(advantageProblem({ ...gdpo, scale_rewards: 'batch' })).toMatch(
    /does not read scale_rewards: set scale_rewards = group, or use sum_then_normalize/,
  );
  expect(advantageProblem({ ...gdpo, scale_rewards: 'none', advantage_baseline: 'leave_one_out' })).toMatch(
    /does not read advantage_baseline and scale_rewards/,
  );
  expect(advantageProblem({ ...gdpo, advantage_estimator: 'opo' })).toMatch(
    /normalize_then_sum and advantage_estimator = opo/,
  );
  expect(advantageProblem({ ...plain, advantage_estimator: 'opo', advantage_epsilon: 1e-6 })).toMatch(
    /opo does not read advantage_epsilon: set advantage_epsilon = 0.0001/,
  );
  expect(advantageProblem({ ...plain, advantage_estimator: 'max_rl', scale_rewards: 'none' })).toMatch(
    /advantage_estimator = max_rl does not read scale_rewards/,
  );
  expect(advantageProblem({ ...plain, advantage_estimator: 'grpo_passk', num_generations: 1 })).toMatch(
    /must be 2 or more/,
  );
  expect(advantageProblem({ ...plain, advantage_estimator: 'gae' })).toMatch(
    /no advantage_estimator “gae”; use one of grpo/,
  );
});
