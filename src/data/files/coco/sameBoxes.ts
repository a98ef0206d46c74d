// What: boxes that two tables have in common: those whose edges differ by less than a hundredth of a pixel are one.
// Work: the known boxes lie in cells of twice that width, so that each other box is compared with those of 16 cells, not with all.
// Units: pixels.
import type { Box } from '../../../1-image/types.ts';
import { groupedBy } from '../groupedBy.ts';

const LEAST = 0.01;
const CELL = 2 * LEAST;

const isSame = (a: Box, b: Box) => a.every((value, i) => Math.abs(value - b[i]!) < LEAST);

/** The cells of an edge that an edge like it may lie in. */
function cellsOf(edge: number): readonly [own: number, beside: number] {
  const cell = Math.floor(edge / CELL);
  return [cell, edge / CELL - cell < 0.5 ? cell - 1 : cell + 1];
}

const keyOf = (box: Box) => box.map((edge) => cellsOf(edge)[0]).join();
const nearKeys = (box: Box) =>
  box.reduce<readonly string[]>(
    (keys, edge) => keys.flatMap((key) => cellsOf(edge).map((cell) => (key === '' ? `${cell}` : `${key},${cell}`))),
    [''],
  );

/** Of the boxes, those that are like none of the known ones. */
export function unlike(known: readonly Box[], boxes: readonly Box[]): readonly Box[] {
  const cells = groupedBy(known, keyOf);
  return boxes.filter((box) => !nearKeys(box).some((key) => cells.get(key)?.some((other) => isSame(box, other))));
}
