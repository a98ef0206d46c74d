// What: view "maskTruth": the true boxes are painted over, so that the evidence is gone.
import type { View } from '../../blocks/seams.ts';

const knobs = {};

export const block: View<typeof knobs> = {
  name: 'maskTruth',
  doc: 'Paints over the true boxes of the prompt; without a box the picture stays clean.',
  formula: 'pixels in a true box = mean colour of the picture',
  source: 'DeFacto (evidence masked)',
  knobs,
  of: ({ truth }) => (truth.boxes?.length ? { kind: 'mask', boxes: truth.boxes } : { kind: 'clean' }),
};
