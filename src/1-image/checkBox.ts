// What: is a box usable? One sentence if not. And its whole pixels.
import type { Box } from './types.ts';

const shown = (box: Box) => `[${box.map((value) => Number(value.toFixed(4))).join(', ')}]`;

/** Null when the box is fine: numbers, a positive area, inside the picture. `name` says which box it is. */
export function checkBox(box: Box, name = 'The box'): string | null {
  if (box.length !== 4 || !box.every((value) => Number.isFinite(value))) {
    return `${name} must be four numbers x0, y0, x1, y1 (fractions of the picture).`;
  }
  const [x0, y0, x1, y1] = box;
  if (x1 <= x0 || y1 <= y0) {
    return `${name} ${shown(box)} has no area: x1 must be larger than x0 and y1 larger than y0. Draw it again.`;
  }
  if (x1 <= 0 || y1 <= 0 || x0 >= 1 || y0 >= 1) {
    return `${name} ${shown(box)} lies outside the picture: coordinates are fractions from 0 to 1.`;
  }
  if (Math.min(x0, y0) < 0 || Math.max(x1, y1) > 1) {
    return `${name} ${shown(box)} reaches beyond the picture: coordinates are fractions from 0 to 1.`;
  }
  return null;
}

export interface PixelRectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Every pixel that the box touches; at least one. */
export function touchedPixels(box: Box, width: number, height: number): PixelRectangle {
  const clamp = (value: number, max: number) => Math.min(Math.max(value, 0), max);
  const left = clamp(Math.floor(box[0] * width), width - 1);
  const top = clamp(Math.floor(box[1] * height), height - 1);
  const right = clamp(Math.ceil(box[2] * width), width);
  const bottom = clamp(Math.ceil(box[3] * height), height);
  return { left, top, right: Math.max(right, left + 1), bottom: Math.max(bottom, top + 1) };
}
