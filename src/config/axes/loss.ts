// What: axis "loss": the policy loss.
import { choice, integer, number, optionalNumber } from '../knob.ts';

export const lossKnobs = {
  loss_type: choice('grpo', ['grpo', 'bnpo', 'dapo', 'dr_grpo', 'cispo'], {
    plain: true,
    unit: '',
    doc: 'Token term and normaliser of the loss.',
    source: 'TRL; its default is dapo, ours the paper form grpo',
  }),
  importance_sampling_level: choice('token', ['token', 'sequence'], {
    unit: '',
    doc: 'Unit of the ratio (sequence = GSPO).',
    source: 'TRL',
  }),
  epsilon: number(0.2, { min: 0, max: 10, unit: '', doc: 'Clip of the ratio below 1.', source: 'TRL' }),
  epsilon_high: optionalNumber(null, {
    min: 0,
    max: 10,
    unit: '',
    doc: 'Clip above 1; null = epsilon.',
    source: 'TRL',
  }),
  delta: optionalNumber(null, {
    min: 0,
    max: 100,
    unit: '',
    doc: 'Upper bound of the unclipped ratio; null = off.',
    source: 'TRL',
  }),
  dual_clip: optionalNumber(null, {
    min: 1,
    max: 100,
    unit: '',
    doc: 'Dual clip c for negative advantages; null = off.',
    source: 'verl: clip_ratio_c',
  }),
  num_iterations: integer(1, {
    min: 1,
    max: 16,
    unit: 'updates',
    doc: 'Updates on the same rollouts; with 1 the ratio is 1.',
    source: 'TRL',
  }),
};
