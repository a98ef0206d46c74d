// What: action "zoom": a closed <zoom>x0 y0 x1 y1</zoom> brings back that part of the place's first picture, at the full
//   resolution, through the eyes, as a picture stands in a prompt. A region that cannot be shown brings back nothing.
// Formula: features of crop(picture, box), each coordinate divided by coordinate_scale (0: by the side of the model input); which regions
//   can be shown, and how they are enlarged: zoomRegion.ts.
// Shapes: n tokens of a picture block, D hidden size.
// Source: DeepEyes (arXiv 2505.14362); TRL GRPOTrainer (tools).
import type { Action } from '../../blocks/seams.ts';
import { boolean, choice, number } from '../../config/knob.ts';
import { lookAt, pictureSlots } from '../zoomLook.ts';
import { writtenRegion } from '../zoomRegion.ts';

const knobs = {
  outside: choice('refuse', ['refuse', 'clip'], {
    unit: '',
    doc: 'What happens to a region that reaches beyond the picture: refuse = nothing comes back; clip = the part inside does.',
    source: 'clip: DeepEyes, visual_toolbox_v2.py; refuse: Chain-of-Focus, zoomin_vision_tool.py',
  }),
  least_side: number(0, {
    min: 0,
    max: 4096,
    unit: 'px',
    doc: 'The shorter side of a region must be longer than this, in pixels of the picture; 0 = any.',
    source: 'DeepEyes, visual_toolbox_v2.py: 30',
  }),
  most_aspect: number(0, {
    min: 0,
    max: 1000,
    unit: '',
    doc: 'The longer side may be so many times the shorter one; 0 = any.',
    source: 'DeepEyes, visual_toolbox_v2.py: 100',
  }),
  enlarge: number(1, {
    min: 0.1,
    max: 10,
    unit: '',
    doc: 'The region is enlarged about its centre by this factor, as far as the picture goes.',
    source: 'Chain-of-Focus, zoomin_tool_config.yaml: 1.5',
  }),
  whole_pixels: boolean(false, {
    unit: '',
    doc: 'Corners are moved to whole pixels, up and to the left.',
    source: 'Chain-of-Focus, zoomin_vision_tool.py',
  }),
};

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
