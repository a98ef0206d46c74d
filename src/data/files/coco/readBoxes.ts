// What: annotations of a COCO table → the boxes of each picture by name. Boxes that cannot be what the format says (fractions, corners) are
// left out together, with a sentence: nothing is guessed.
// Units: pixels; in: x, y, width, height; out: x0, y0, x1, y1.
import type { Sides } from '../../../1-image/pictureSize.ts';
import type { Box } from '../../../1-image/types.ts';
import { groupedBy } from '../groupedBy.ts';
import type { Pixels } from '../importer.ts';
import { segmentationBox } from './segmentation.ts';
import { COCO_TEXTS as T } from './texts.ts';
import { idOf, numbersOf, textOf } from './values.ts';
import type { Row } from './values.ts';

export interface Picture {
  readonly id: string;
  /** As the table names it. */
  readonly path: string;
  readonly pixels: Pixels;
  /** As the table tells them, else as the file does; null where neither does. */
  readonly sides: Sides | null;
}

export interface ReadBoxes {
  /** Id of the picture → name → boxes. */
  readonly byPicture: ReadonlyMap<string, ReadonlyMap<string, readonly Box[]>>;
  readonly sentences: readonly string[];
}

type Bbox = readonly [x: number, y: number, width: number, height: number];

interface Thing {
  readonly picture: Picture;
  readonly name: string;
  /** null where it is a box around a segmentation. */
  readonly bbox: Bbox | null;
  readonly box: Box;
}

/** How far beyond a picture a box reaches that was drawn carelessly: a tenth of the side. More is another unit or form. */
const CARELESS = 0.1;

/** The name of a category; an id in words is a name itself. */
function namesOf(categories: readonly Row[]): (id: unknown) => string | null {
  const names = new Map(categories.map(({ id, name }) => [idOf(id), textOf(name)]));
  return (id) => {
    if (categories.length === 0 && (typeof id !== 'string' || numbersOf([id]))) return T.object;
    return names.get(idOf(id)) ?? (typeof id === 'string' && !numbersOf([id]) && !names.has(id) ? textOf(id) : null);
  };
}

function boxOf({ bbox, segmentation }: Row): Pick<Thing, 'bbox' | 'box'> | null {
  const numbers = numbersOf(bbox);
  if (numbers?.length === 4) {
    const [x, y, width, height] = numbers as unknown as Bbox;
    return { bbox: [x, y, width, height], box: [x, y, x + width, y + height] };
  }
  const box = segmentationBox(segmentation);
  return box && { bbox: null, box };
}

const hasArea = ({ box: [x0, y0, x1, y1] }: Thing) => x1 > x0 && y1 > y0;

/** What is too small to be pixels: every number of every box at most 1. */
const areFractions = (things: readonly Thing[]) =>
  things.every(({ bbox }) => bbox !== null && bbox.every((value) => value <= 1)) &&
  things.some(({ bbox }) => bbox!.some((value) => value > 0));

function isFarBeyond({ bbox, picture: { sides } }: Thing): boolean {
  if (!bbox || !sides) return false;
  const [x, y, width, height] = bbox;
  return x + width > sides.width * (1 + CARELESS) || y + height > sides.height * (1 + CARELESS);
}

function fitsAsCorners({ bbox, picture: { sides } }: Thing): boolean {
  if (!bbox || !sides) return false;
  const [x0, y0, x1, y1] = bbox;
  return x1 > x0 && y1 > y0 && x1 <= sides.width + 1 && y1 <= sides.height + 1;
}

/** A sentence where the boxes as a whole are of another form than the one that COCO has. */
function otherForm(things: readonly Thing[], file: string): string | null {
  if (things.length === 0) return null;
  if (areFractions(things)) return T.normalised(file, things.length);
  const beyond = things.filter(isFarBeyond);
  if (beyond.length === 0 || !things.every(fitsAsCorners)) return null;
  return T.corners(file, beyond.length, things.length, beyond[0]!.picture.path);
}

export function readBoxes(
  annotations: readonly Row[],
  categories: readonly Row[],
  pictures: ReadonlyMap<string, Picture>,
  file: string,
): ReadBoxes {
  const nameOf = namesOf(categories);
  const [things, sentences] = [[] as Thing[], [] as string[]];
  const unnamed: string[] = [];
  const boxless: string[] = [];
  for (const row of annotations) {
    const picture = pictures.get(idOf(row['image_id'])!)!;
    const name = nameOf(row['category_id']);
    const found = boxOf(row);
    if (!found) boxless.push(picture.path);
    else if (name === null) unnamed.push(idOf(row['category_id']) ?? '?');
    else things.push({ picture, name, ...found });
  }
  const distinct = (list: readonly string[]) => [...new Set(list)];
  if (boxless.length > 0) sentences.push(T.noBox(file, boxless.length, distinct(boxless)));
  if (unnamed.length > 0) sentences.push(T.unnamed(file, distinct(unnamed), unnamed.length));
  const flat = things.filter((thing) => !hasArea(thing));
  if (flat.length > 0) sentences.push(T.flat(file, flat.length, distinct(flat.map(({ picture }) => picture.path))));
  const solid = things.filter(hasArea);
  const wrong = otherForm(solid, file);
  if (wrong) return { byPicture: new Map(), sentences: [...sentences, wrong] };
  if (categories.length === 0 && solid.some(({ name }) => name === T.object)) sentences.push(T.noCategories(file));

  const byPicture = new Map<string, Map<string, Box[]>>();
  for (const [id, own] of groupedBy(solid, ({ picture }) => picture.id)) {
    const byName = [...groupedBy(own, ({ name }) => name)];
    byPicture.set(id, new Map(byName.map(([name, group]) => [name, group.map(({ box }) => box)])));
  }
  return { byPicture, sentences };
}
