// What: Chain-of-Focus' zoom tool through the rules of the action zoom.
// Formula: none of its own; the crop is twice its size in the picture, then as qwen-vl-utils sizes it.
import type { Box } from '../../../src/1-image/types.ts';
import { allowedRegion } from '../../../src/3-rollouts/zoomRegion.ts';
import type { GoldenAdapter } from '../adapter.ts';
import { qwenInputSize } from '../qwenInputSize.ts';

interface Input {
  readonly box: readonly unknown[];
  readonly image_width: number;
  readonly image_height: number;
}

/** zoomin_tool_config.yaml: enlarge_factor, scaleup_factor, min_resolution; zoomin_vision_tool.py: max_pixels. */
const [ENLARGE, SCALE, LEAST, MOST] = [1.5, 2, 112 ** 2, 5120 * 28 * 28];
const RULES = { outside: 'refuse', least_side: 0, most_aspect: 0 } as const;

export const adapter: GoldenAdapter<Input> = {
  system: 'Chain-of-Focus zoom tool',
  tolerance: 1e-6,
  run({ box, image_width, image_height }) {
    const size = [image_width, image_height] as const;
    if (box.length !== 4) return { raises: 'ValueError' };
    const isBox = box.every((side) => typeof side === 'number');
    const asked = box as unknown as Box;
    const valid = isBox && allowedRegion(asked, { ...RULES, enlarge: 1, whole_pixels: false }, size, size) !== null;
    if (!valid) return { valid };
    const crop = allowedRegion(asked, { ...RULES, enlarge: ENLARGE, whole_pixels: true }, size, size);
    if (!crop) return { raises: 'ZeroDivisionError' };
    const [width, height] = [crop[2] - crop[0], crop[3] - crop[1]];
    return {
      valid,
      enlarged_box: crop,
      crop_size_after_scaling: qwenInputSize(SCALE * width, SCALE * height, LEAST, MOST),
    };
  },
};
