// What: action "zoom": a closed <zoom>x0 y0 x1 y1</zoom> brings back that part of the place's first picture, at the full
//   resolution, through the eyes, as a picture stands in a prompt. A region that cannot be shown brings back nothing.
// Formula: features of crop(picture, box), each coordinate divided by coordinate_scale (0: by the side of the model input); which regions
//   can be shown, and how they are enlarged: zoomRegion.ts.
// Shapes: n tokens of a picture block, D hidden size.
// Source: DeepEyes (arXiv 2505.14362); TRL GRPOTrainer (tools).
import type { Action } from '../../blocks/seams.ts';
import * as makers from '../../config/knob.ts';
import { lookKnobs } from '../lookKnobs.ts';
import { lookAt, pictureSlots } from '../zoomLook.ts';
import { writtenRegion } from '../zoomRegion.ts';

const knobs = lookKnobs(makers);

export const block: Action<typeof knobs> = {
  name: 'zoom',
  doc: 'Brings back the part of the picture that the model asks for, at the full resolution.',
  formula: '<zoom>x0 y0 x1 y1</zoom> → the tokens of crop(picture, box)',
  source: 'DeepEyes (arXiv 2505.14362); TRL GRPOTrainer (tools)',
  knobs,
  tag: 'zoom',
  slots: pictureSlots,
  answer(step, asked, rules) {
    const { policy, config } = step;
    const box = writtenRegion(asked.text, config.grammar.coordinate_scale || policy.info.imageSize);
    return lookAt(step, asked, box, rules);
  },
};
