// What: one step of DeepEyes' tool through our reader of turns and the rules of the action zoom.
// Formula: none of its own but the size of a crop: PIL rounds the corners, halves to the even one.
import type { Box } from '../../../src/1-image/types.ts';
import { turnOf } from '../../../src/3-rollouts/toolCall.ts';
import { allowedRegion } from '../../../src/3-rollouts/zoomRegion.ts';
import type { GoldenAdapter } from '../adapter.ts';
import { rounded } from '../qwenInputSize.ts';

interface Input {
  readonly action: string;
  readonly image_width: number;
  readonly image_height: number;
}

const RULES = { outside: 'clip', least_side: 30, most_aspect: 100, enlarge: 1, whole_pixels: false } as const;
const isBox = (box: unknown): box is Box =>
  Array.isArray(box) && box.length === 4 && box.every((side) => typeof side === 'number');

export const adapter: GoldenAdapter<Input> = {
  system: 'DeepEyes crop tool',
  tolerance: 1e-6,
  run({ action, image_width: width, image_height: height }) {
    const turn = turnOf(action);
    const step = { done: turn.kind === 'end', step_reward: 0 };
    if (turn.kind === 'end') return { ...step, status: null, observation_is_error: false };
    if (turn.kind === 'unreadable') return { ...step, status: null, observation_is_error: true };
    if (turn.kind === 'rotate')
      return {
        ...step,
        status: 'success',
        returned_size: [width, height],
        observation_is_error: false,
        used_box: null,
      };
    const size = [width, height] as const;
    const asked = turn.kind === 'zoom' ? turn.box : null;
    const box = isBox(asked) ? allowedRegion(asked, RULES, size, size) : null;
    const used = turn.kind === 'zoom' && !isBox(asked) ? { raises: 'TypeError' } : box;
    if (!box) return { ...step, status: 'failed', observation_is_error: true, used_box: used };
    const [x0, y0, x1, y1] = box.map(rounded) as unknown as Box;
    return {
      ...step,
      status: 'success',
      returned_size: [x1 - x0, y1 - y0],
      observation_is_error: false,
      used_box: used,
    };
  },
};
