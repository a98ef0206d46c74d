// What: axis "tokenWeight": which tokens count.
import { blocks, boolean, number } from '../knob.ts';

export const tokenWeightKnobs = {
  mask_truncated_completions: boolean(false, {
    unit: '',
    doc: 'Leave truncated completions out of the loss.',
    source: 'TRL',
  }),
  top_entropy_quantile: number(1, {
    min: 0,
    max: 1,
    unit: '',
    doc: 'Keep this share of the most uncertain tokens.',
    source: 'TRL',
  }),
  token_weights: blocks([], {
    axis: 'tokenWeight',
    unit: '',
    doc: 'How much each token counts in the policy loss; several weights are multiplied.',
    source: 'SYSTEMS W1…W4',
  }),
};
