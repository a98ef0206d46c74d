// What: the region that a zoom asks for: four numbers of its text as a box, and what a recipe's rules make of it.
// Formula: clip: each side is moved to the edge of the picture that it lies beyond; refuse: such a region is none. A region with no area is none
//   either. least_side: the shorter side must be longer than this; most_aspect: longer side / shorter side at most (0 = any).
//   enlarge: about its centre, and then clipped; whole_pixels: every corner down to a whole pixel.
// Units: fractions of the picture, or whatever the size `far` of the picture is given in; least_side in pixels.
// Source: DeepEyes (arXiv 2505.14362), visual_toolbox_v2.py: maybe_resize_bbox, validate_bbox; Chain-of-Focus, zoomin_vision_tool.py:
//   check_absolute_bbox_format, enlarge_bbox.
import type { Box } from '../1-image/types.ts';

export interface ZoomRules {
  readonly outside: 'refuse' | 'clip';
  readonly least_side: number;
  readonly most_aspect: number;
  readonly enlarge: number;
  readonly whole_pixels: boolean;
}

type Pair = readonly [x: number, y: number];

const clipped = ([x0, y0, x1, y1]: Box, [width, height]: Pair): Box => [
  Math.max(0, x0),
  Math.max(0, y0),
  Math.min(width, x1),
  Math.min(height, y1),
];

function enlarged(box: Box, by: number, far: Pair): Box {
  const [x0, y0, x1, y1] = box;
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
  const [width, height] = [(x1 - x0) * by, (y1 - y0) * by];
  return clipped([x - width / 2, y - height / 2, x + width / 2, y + height / 2], far);
}

/** null = not a region that the rules allow. `pixels`: of the whole picture. */
export function allowedRegion(asked: Box, rules: ZoomRules, far: Pair, pixels: Pair): Box | null {
  const box = rules.outside === 'clip' ? clipped(asked, far) : asked;
  const [x0, y0, x1, y1] = box;
  if (!(0 <= x0 && x0 < x1 && x1 <= far[0] && 0 <= y0 && y0 < y1 && y1 <= far[1])) return null;
  const sides = [((x1 - x0) * pixels[0]) / far[0], ((y1 - y0) * pixels[1]) / far[1]];
  const [short, long] = [Math.min(...sides), Math.max(...sides)];
  if (rules.least_side > 0 && !(short > rules.least_side)) return null;
  if (rules.most_aspect > 0 && !(long / short <= rules.most_aspect)) return null;
  const made = rules.enlarge === 1 ? box : enlarged(box, rules.enlarge, far);
  if (!rules.whole_pixels) return made;
  const whole = made.map(
    (corner, k) => (Math.trunc((corner * pixels[k % 2]!) / far[k % 2]!) * far[k % 2]!) / pixels[k % 2]!,
  );
  const [left, top, right, bottom] = whole as unknown as Box;
  return left < right && top < bottom ? (whole as unknown as Box) : null;
}

/** The four numbers of a text as a box, in fractions; null where there are more or fewer. A coordinate of the size `scale` is the far edge. */
export function writtenRegion(text: string, scale: number): Box | null {
  const numbers = (text.match(/-?\d+(\.\d+)?/g) ?? []).map((value) => Number(value) / scale);
  return numbers.length === 4 ? (numbers as unknown as Box) : null;
}
