// What: boxes and points of a found prompt → fractions of its first picture as it is shown, or the reason why they cannot be meant.
// Formula: fraction = pixels / side. The table's sides may be those of the picture as shown, or as stored in the file (then boxes are turned
// as the picture is), or either of them scaled; sides of another shape belong to another picture.
// Units: in: fractions, or pixels from the upper left corner; out: fractions.
import { shownBox, shownPoint } from '../../1-image/pictureSize.ts';
import type { PictureSize, Sides } from '../../1-image/pictureSize.ts';
import type { Box } from '../../1-image/types.ts';
import type { Truth } from '../../4-rewards/types.ts';
import type { FoundPrompt } from './importer.ts';

export type Misplaced =
  | { readonly kind: 'otherSides'; readonly table: Sides; readonly picture: Sides }
  | { readonly kind: 'noSides' }
  | { readonly kind: 'noFractions' | 'flipped' | 'outside'; readonly place: readonly number[] };

export interface Placed {
  readonly truth: Truth;
  /** Boxes in pixels that reached beyond the picture and were cut at its edge. */
  readonly cut: number;
  /** Boxes that were left out: in pixels outside the picture, or without area. */
  readonly outside: number;
  readonly flat: number;
}

/** What is this far beyond an edge is a matter of rounding: a hundredth of the side, or a pixel. */
const ROUNDING = 0.01;

type Point = readonly [x: number, y: number];

interface Frame {
  readonly sides: Sides;
  /** EXIF orientation by which the table's picture is turned to be shown. */
  readonly orientation: number;
}

const isSame = (a: Sides, b: Sides) => a.width === b.width && a.height === b.height;

/** Whether one is the other made smaller or larger, with whole pixels as sides. */
function sameShape(a: Sides, b: Sides): boolean {
  const slack = Math.max(a.width, a.height, b.width, b.height);
  return Math.abs(a.width * b.height - a.height * b.width) <= slack;
}

/** Without sides in the table: the picture as shown, unless the boxes fit only into the one that is stored. */
function frameOfPicture({ shown, stored, orientation }: PictureSize, boxes: readonly Box[]): Frame {
  const fits = ({ width, height }: Sides) => boxes.every(([, , x1, y1]) => x1 <= width + 1 && y1 <= height + 1);
  const asStored = !isSame(shown, stored) && !fits(shown) && fits(stored);
  return asStored ? { sides: stored, orientation } : { sides: shown, orientation: 1 };
}

function frameOf(table: Sides, picture: PictureSize): Frame | Misplaced {
  const { shown, stored, orientation } = picture;
  if (isSame(table, shown)) return { sides: table, orientation: 1 };
  if (isSame(table, stored)) return { sides: table, orientation };
  if (sameShape(table, shown)) return { sides: table, orientation: 1 };
  return sameShape(table, stored) ? { sides: table, orientation } : { kind: 'otherSides', table, picture: shown };
}

const isFlipped = ([x0, y0, x1, y1]: Box) => x1 < x0 || y1 < y0;
const hasArea = ([x0, y0, x1, y1]: Box) => x1 > x0 && y1 > y0;
const isFlat = (box: Box) => !isFlipped(box) && !hasArea(box);

const isBeyond = (place: readonly number[], slack: number) =>
  place.some((value) => value < -slack || value > 1 + slack);
const inside = (value: number) => Math.min(1, Math.max(0, value));
const insideBox = ([x0, y0, x1, y1]: Box): Box => [inside(x0), inside(y0), inside(x1), inside(y1)];
const insidePoint = ([x, y]: Point): Point => [inside(x), inside(y)];

/** Places in fractions → the truth with those that have a part in the picture. */
function within(truth: Truth, boxes: readonly Box[], points: readonly Point[], slack: number): Placed {
  const kept = boxes.map((box) => hasArea(insideBox(box)));
  const isKept = (_: unknown, i: number) => kept[i] ?? true;
  const placed = {
    ...truth,
    ...(truth.boxes ? { boxes: boxes.filter(isKept).map(insideBox) } : {}),
    ...(truth.boxes && truth.labels ? { labels: truth.labels.filter(isKept) } : {}),
    ...(truth.points ? { points: points.map(insidePoint) } : {}),
  };
  const flat = boxes.filter(isFlat).length;
  const cut = boxes.filter((box, i) => kept[i] && isBeyond(box, slack)).length;
  return { truth: placed, cut, flat, outside: kept.filter((is) => !is).length - flat };
}

/** Fractions beyond the picture are of another unit, as likely as not: none is cut. */
function placeFractions(truth: Truth): Placed | Misplaced {
  const { boxes = [], points = [] } = truth;
  const beyond = [...boxes, ...points].find((place) => isBeyond(place, ROUNDING));
  return beyond ? { kind: 'noFractions', place: beyond } : within(truth, boxes, points, ROUNDING);
}

function placePixels(truth: Truth, { sides, orientation }: Frame): Placed | Misplaced {
  const { width, height } = sides;
  const boxes = (truth.boxes ?? []).map(([x0, y0, x1, y1]) =>
    shownBox([x0 / width, y0 / height, x1 / width, y1 / height], orientation),
  );
  const points = (truth.points ?? []).map(([x, y]) => shownPoint([x / width, y / height], orientation));
  const slack = Math.max(ROUNDING, 1 / Math.min(width, height));
  const far = points.findIndex((point) => isBeyond(point, slack));
  return far < 0 ? within(truth, boxes, points, slack) : { kind: 'outside', place: truth.points![far]! };
}

/** `picture` is null where the file does not tell its size. */
export function placeBoxes({ truth, pixels }: FoundPrompt, picture: PictureSize | null): Placed | Misplaced {
  const flipped = truth.boxes?.find(isFlipped);
  if (!pixels) return flipped ? { kind: 'flipped', place: flipped } : placeFractions(truth);
  const { width, height } = pixels;
  const table = width === undefined || height === undefined ? null : { width, height };
  if (!table && !picture) return { kind: 'noSides' };
  const frame = !picture
    ? { sides: table!, orientation: 1 }
    : table
      ? frameOf(table, picture)
      : frameOfPicture(picture, truth.boxes ?? []);
  if ('kind' in frame) return frame;
  return flipped ? { kind: 'flipped', place: flipped } : placePixels(truth, frame);
}
