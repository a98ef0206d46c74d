// What: what follows from the boxes of a scene: places, sides, who is in front. null where it would be a matter of opinion.
// The twin of pretrain/pocket/relations.py.
import type { Box } from '../../1-image/types.ts';
import type { KnownScene, Thing } from './scene.ts';

/** Least distance of two centres, as a share of the side, for one to be left of or above the other. */
const CLEAR = 0.12;
/** One direction is the main one when it is this much longer than the other. */
const STRETCH = 1.4;
/** Least ratio of two areas for one thing to be the bigger one. */
const LARGER = 1.6;
/** Least share of a thing that another covers, to be seen as behind it. */
const SHOWS = 0.03;

export const centre = ([x0, y0, x1, y1]: Box): readonly [number, number] => [(x0 + x1) / 2, (y0 + y1) / 2];
export const area = ([x0, y0, x1, y1]: Box): number => (x1 - x0) * (y1 - y0);
export const bigger = (a: Box, b: Box): boolean => area(a) >= LARGER * area(b);

export function hull(boxes: readonly Box[]): Box {
  const at = (k: 0 | 1 | 2 | 3) => boxes.map((box) => box[k]);
  return [Math.min(...at(0)), Math.min(...at(1)), Math.max(...at(2)), Math.max(...at(3))];
}

/** top left, top, …, middle, by thirds of the picture. */
export function place(box: Box): string {
  const [x, y] = centre(box);
  const column = x < 1 / 3 ? 'left' : x > 2 / 3 ? 'right' : '';
  const row = y < 1 / 3 ? 'top' : y > 2 / 3 ? 'bottom' : '';
  return `${row} ${column}`.trim() || 'middle';
}

/** 'left' if a is left of b. */
export function side(a: Box, b: Box): 'left' | 'right' | null {
  const dx = centre(a)[0] - centre(b)[0];
  return Math.abs(dx) < CLEAR ? null : dx < 0 ? 'left' : 'right';
}

export function height(a: Box, b: Box): 'above' | 'below' | null {
  const dy = centre(a)[1] - centre(b)[1];
  return Math.abs(dy) < CLEAR ? null : dy < 0 ? 'above' : 'below';
}

/** The main direction from b to a. */
export function relation(a: Box, b: Box): 'left' | 'right' | 'above' | 'below' | null {
  const [dx, dy] = [0, 1].map((k) => Math.abs(centre(a)[k as 0]! - centre(b)[k as 0]!)) as [number, number];
  if (dx > STRETCH * dy) return side(a, b);
  return dy > STRETCH * dx ? height(a, b) : null;
}

export const phrase = (word: string): string => (word === 'left' || word === 'right' ? `${word} of` : word);

/** (middle, one, other): neighbours along a row or a column, the middle one well between the two others. */
export function between({ things }: KnownScene): (readonly [Thing, Thing, Thing])[] {
  const found: (readonly [Thing, Thing, Thing])[] = [];
  for (const axis of [0, 1] as const) {
    const along = ({ box }: Thing) => centre(box)[axis];
    const across = ({ box }: Thing) => centre(box)[axis === 0 ? 1 : 0];
    const row = things.toSorted((s, t) => along(s) - along(t));
    for (let i = 0; i + 2 < row.length; i++) {
      const [a, b, c] = [row[i]!, row[i + 1]!, row[i + 2]!];
      const apart = Math.min(along(b) - along(a), along(c) - along(b)) >= CLEAR;
      const inLine = Math.abs(across(b) - (across(a) + across(c)) / 2) < 0.2 && Math.abs(across(a) - across(c)) < 0.4;
      if (apart && inLine) found.push([b, a, c]);
    }
  }
  return found;
}

const touches = (a: Box, b: Box) =>
  Math.min(a[2], b[2]) > Math.max(a[0], b[0]) && Math.min(a[3], b[3]) > Math.max(a[1], b[1]);

/** (front, back): back is partly covered and front is the only thing that can cover it. */
export const inFront = ({ things }: KnownScene): (readonly [Thing, Thing])[] =>
  things.flatMap((back) => {
    const over = things.filter((other) => other.depth > back.depth && touches(other.box, back.box));
    return back.hidden >= SHOWS && over.length === 1 ? [[over[0]!, back] as const] : [];
  });
