// What: axis "data": which prompts a step sees, and the seed of everything random.
import { blocks, boolean, integer } from '../knob.ts';

export const dataKnobs = {
  seed: integer(0, {
    plain: true,
    needs: 'reset',
    min: 0,
    max: 4294967295,
    unit: '',
    doc: 'Seed of the whole run.',
    source: 'TRL: seed',
  }),
  generation_batch_size: integer(32, {
    plain: true,
    min: 2,
    max: 512,
    unit: 'rollouts',
    doc: 'Rollouts per step over all prompts; a multiple of num_generations. If there are fewer prompts than places, they repeat.',
    source: 'TRL: generation_batch_size; 4 prompts × 8',
  }),
  shuffle_dataset: boolean(true, { unit: '', doc: 'Draw the prompts in a new order every epoch.', source: 'TRL' }),
  data_rules: blocks([], {
    axis: 'data',
    unit: '',
    doc: 'Rules that change the drawn prompts of a step, one after the other.',
    source: 'SYSTEMS D1…D5',
  }),
};
