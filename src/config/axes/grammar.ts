// What: axis "grammar": the form that a completion must have, and what its numbers mean.
import { choice, integer } from '../knob.ts';

export const grammarKnobs = {
  grammar: choice(
    'think_box_answer',
    ['think_box_answer', 'box_answer', 'think_answer', 'answer', 'box', 'think_point_answer'],
    {
      unit: '',
      doc: 'Spans that the format reward asks for, in this order; zooms may stand in front.',
      source: 'DESIGN §3',
    },
  ),
  coordinate_scale: integer(100, {
    min: 0,
    max: 1000,
    unit: 'per side',
    doc: 'A coordinate of this size is the far edge: 1, 100, 1000; 0 = pixels of the model input.',
    source: 'DESIGN §3',
  }),
};
