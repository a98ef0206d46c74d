// What: axis "view": changed copies of the picture, by name.
import { blocks } from '../knob.ts';

export const viewKnobs = {
  views: blocks([], {
    axis: 'view',
    unit: '',
    doc: 'Altered copies of the picture, for example patchDrop:masked. Always available: “clean”, the picture as it is, and “drawn”, the view that the prompt was drawn with.',
    source: 'SYSTEMS V1…V8',
  }),
};
