// What: axis "view": changed copies of the picture, by name.
import { blocks } from '../knob.ts';

export const viewKnobs = {
  views: blocks([], {
    axis: 'view',
    unit: '',
    doc: 'Changed copies of the picture, for example patchDrop:masked. Always there: “clean”, the picture as it is, and “drawn”, as the place was asked.',
    source: 'SYSTEMS V1…V8',
  }),
};
