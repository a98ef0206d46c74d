// What: view "patchDrop": patches of the picture are blackened at random, so that what an answer owes to the picture shows.
import type { View } from '../../blocks/seams.ts';
import { integer, number } from '../../config/knob.ts';

const knobs = {
  p: number(0.6, { min: 0, max: 1, unit: '', doc: 'Probability with which a patch is blackened.', source: 'PAPO' }),
  patch: integer(14, { min: 1, max: 128, unit: 'model pixels', doc: 'Side of a patch.', source: 'PAPO' }),
};

export const block: View<typeof knobs> = {
  name: 'patchDrop',
  doc: 'Blackens patches of the picture at random.',
  formula: 'each patch × patch square is black with probability p',
  source: 'PAPO (arXiv 2507.06448), section 3: random patch blackening',
  knobs,
  of: (_drawn, { p, patch }) => ({ kind: 'patchDrop', p, patch }),
};
