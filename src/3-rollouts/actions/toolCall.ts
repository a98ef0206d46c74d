// What: action "toolCall": a closed <tool_call> with JSON, {"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [x0, y0, x1, y1]}}, brings back
//   that part of the place's first picture as the action zoom does; for models that were taught to call tools in this way.
// Formula: as the action zoom, with its rules (zoomRegion.ts); a call that is no JSON, of another tool or with another box brings back nothing.
// Shapes: n tokens of a picture block, D hidden size.
// Source: DeepEyes (arXiv 2505.14362), visual_toolbox_v2.py; Chain-of-Focus, zoomin_vision_tool.py.
import type { Box } from '../../1-image/types.ts';
import type { Action } from '../../blocks/seams.ts';
import * as makers from '../../config/knob.ts';
import { lookKnobs } from '../lookKnobs.ts';
import { readToolCall } from '../toolCall.ts';
import { lookAt, pictureSlots } from '../zoomLook.ts';

const knobs = lookKnobs(makers);

export const block: Action<typeof knobs> = {
  name: 'toolCall',
  doc: 'Brings back the part of the picture that the model asks for with a tool call in JSON.',
  formula:
    '<tool_call>{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [x0, y0, x1, y1]}}</tool_call> → the tokens of crop(picture, box)',
  source: 'DeepEyes (arXiv 2505.14362); Chain-of-Focus (arXiv 2505.15436)',
  knobs,
  tag: 'tool_call',
  slots: pictureSlots,
  answer(step, asked, rules) {
    const turn = readToolCall(asked.text);
    const scale = step.config.grammar.coordinate_scale || step.policy.info.imageSize;
    const box = turn.kind === 'zoom' && Array.isArray(turn.box) ? (turn.box as unknown[]) : [];
    const isBox = box.length === 4 && box.every((side) => typeof side === 'number');
    return lookAt(step, asked, isBox ? ((box as number[]).map((side) => side / scale) as unknown as Box) : null, rules);
  },
};
