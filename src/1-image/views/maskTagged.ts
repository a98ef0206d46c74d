// What: view "maskTagged": a region is painted over that a data rule has chosen for the place; its corners are tags of the place.
import type { View } from '../../blocks/seams.ts';

const knobs = {};

export const block: View<typeof knobs> = {
  name: 'maskTagged',
  doc: 'Paints over the region that a data rule has chosen for the place (threeViews does); without one the picture stays clean.',
  formula: 'pixels in [mask_x0, mask_x1] × [mask_y0, mask_y1] = mean colour of the picture',
  source: 'DeFacto (random region masked)',
  knobs,
  of({ tags }) {
    const box = [tags['mask_x0'], tags['mask_y0'], tags['mask_x1'], tags['mask_y1']];
    if (box.some((side) => side === undefined)) return { kind: 'clean' };
    return { kind: 'mask', boxes: [box as [number, number, number, number]] };
  },
};
