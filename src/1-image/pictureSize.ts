// What: the sides of a picture as its file stores them and as they are shown, from its bytes alone (page, worker, Node). Data
// tables count in either: boxes of an annotation tool that ignores the orientation lie in the stored picture.
// Formula: EXIF orientation o: 2, 4, 5 and 7 mirror, 3 turns by 180°, 6 by 90° clockwise, 8 by 90° anticlockwise; 5 transposes, 7
// transposes about the other diagonal. From 5 on the sides change places.
// Units: pixels; boxes in fractions of the picture.
import { readImageHeader } from './imageHeader.ts';
import type { Box } from './types.ts';

export interface Sides {
  readonly width: number;
  readonly height: number;
}

export interface PictureSize {
  /** As a browser shows it (Chromium; another may turn more files, for example WebP). */
  readonly shown: Sides;
  readonly stored: Sides;
  /** From stored to shown, as EXIF counts: 1…8; 1 = as it is. */
  readonly orientation: number;
}

/** Null where the format is not known (PNG, JPEG, WebP, GIF, BMP, AVIF and HEIC are), or the bytes end before the size. */
export function pictureSize(bytes: Uint8Array): PictureSize | null {
  const header = readImageHeader(bytes);
  if (!header) return null;
  const { width, height, orientation } = header;
  const stored = { width, height };
  return { shown: orientation >= 5 ? { width: height, height: width } : stored, stored, orientation };
}

type Point = readonly [x: number, y: number];

const SHOWN: Readonly<Record<number, (point: Point) => Point>> = {
  2: ([x, y]) => [1 - x, y],
  3: ([x, y]) => [1 - x, 1 - y],
  4: ([x, y]) => [x, 1 - y],
  5: ([x, y]) => [y, x],
  6: ([x, y]) => [1 - y, x],
  7: ([x, y]) => [1 - y, 1 - x],
  8: ([x, y]) => [y, 1 - x],
};

/** A point of the stored picture, where it is in the shown one. */
export const shownPoint = (point: Point, orientation: number): Point => SHOWN[orientation]?.(point) ?? point;

/** A box of the stored picture, where it is in the shown one. */
export function shownBox([x0, y0, x1, y1]: Box, orientation: number): Box {
  const [a, b] = [shownPoint([x0, y0], orientation), shownPoint([x1, y1], orientation)];
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1])];
}
