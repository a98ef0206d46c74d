// What: axis "composition": how the columns become one reward.
import { choice, numbers } from '../knob.ts';

export const compositionKnobs = {
  reward_weights: numbers([1, 0.2, 1], {
    plain: true,
    min: -100,
    max: 100,
    unit: '',
    doc: 'Weight of each reward column, in the order of reward_funcs; empty = all 1.',
    source: 'TRL: reward_weights',
  }),
  multi_objective_aggregation: choice('sum_then_normalize', ['sum_then_normalize', 'normalize_then_sum'], {
    unit: '',
    doc: 'Add the columns, then normalise in the group; or normalise each column first (GDPO).',
    source: 'TRL',
  }),
};
