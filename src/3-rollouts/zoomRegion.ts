// What: the region that a zoom asks for: four numbers of its text as a box.
// Units: fractions of the picture; a coordinate of the size `scale` is the far edge.
import type { Box } from '../1-image/types.ts';

const isInside = ([x0, y0, x1, y1]: Box): boolean => 0 <= x0 && x0 < x1 && x1 <= 1 && 0 <= y0 && y0 < y1 && y1 <= 1;

/** null = not a region of the picture. */
export function zoomRegion(text: string, scale: number): Box | null {
  const numbers = (text.match(/-?\d+(\.\d+)?/g) ?? []).map((value) => Number(value) / scale);
  const box = numbers as unknown as Box;
  return numbers.length === 4 && isInside(box) ? box : null;
}
