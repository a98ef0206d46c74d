// What: axis "composition": how the columns become one reward.
import { blocks, choice } from '../knob.ts';

export const compositionKnobs = {
  multi_objective_aggregation: choice('sum_then_normalize', ['sum_then_normalize', 'normalize_then_sum'], {
    unit: '',
    doc: 'Add the columns, then normalise in the group; or normalise each column first (GDPO).',
    source: 'TRL',
  }),
  compose: blocks([], {
    axis: 'composition',
    unit: '',
    doc: 'Which rewards are normalised together; applied in this order to the weighted sum.',
    source: 'SYSTEMS C1…C5',
  }),
};
