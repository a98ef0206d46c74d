// What: axis "grammar": the form that a completion must have, and what its numbers mean.
import { checkGrammar, grammarOf, GRAMMARS } from '../grammars.ts';
import { document, integer } from '../knob.ts';

export const grammarKnobs = {
  grammar: document(
    'think_box_answer',
    [...GRAMMARS.keys()],
    { of: grammarOf, check: checkGrammar },
    {
      unit: '',
      doc: 'The tags of an answer, in order; the parser finds them and the format reward requires them. One of the list, or your own as JSON.',
      source: 'src/4-rewards/grammars',
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
