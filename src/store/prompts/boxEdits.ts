// What: the arithmetic of drawing, moving and resizing a box, in fractions of the picture.
import type { Box } from '../../1-image/types.ts';

export type Corner = 'nw' | 'ne' | 'sw' | 'se';
export const CORNERS: readonly Corner[] = ['nw', 'ne', 'sw', 'se'];

export interface BoxDrag {
  readonly kind: 'draw' | 'move' | Corner;
  readonly index: number;
  readonly start: readonly [number, number];
  readonly box: Box;
  readonly current: Box;
}

const inside = (value: number) => Math.min(1, Math.max(0, value));

/** Sides below this share of the picture are a slip of the hand, not a box. */
export const SMALLEST_SIDE = 0.01;
export const hasArea = ([x0, y0, x1, y1]: Box) => x1 - x0 >= SMALLEST_SIDE && y1 - y0 >= SMALLEST_SIDE;

/** Corners in order and inside the picture. */
export function clampBox([x0, y0, x1, y1]: Box): Box {
  const [a, b, c, d] = [inside(x0), inside(y0), inside(x1), inside(y1)];
  return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
}

/** Moved by (dx, dy) as far as the picture allows; the size stays. */
export function moveBox([x0, y0, x1, y1]: Box, [dx, dy]: readonly [number, number]): Box {
  const right = Math.min(1 - x1, Math.max(-x0, dx));
  const down = Math.min(1 - y1, Math.max(-y0, dy));
  return [x0 + right, y0 + down, x1 + right, y1 + down];
}

/** A box that is resized never gets smaller than this per side. */
const LEAST = 0.02;

/** One corner moves as far as the picture and the opposite corner allow. */
export function resizeBox([x0, y0, x1, y1]: Box, [dx, dy]: readonly [number, number], corner: Corner = 'se'): Box {
  const west = corner.endsWith('w');
  const north = corner.startsWith('n');
  return [
    west ? inside(Math.min(x1 - LEAST, x0 + dx)) : x0,
    north ? inside(Math.min(y1 - LEAST, y0 + dy)) : y0,
    west ? x1 : inside(Math.max(x0 + LEAST, x1 + dx)),
    north ? y1 : inside(Math.max(y0 + LEAST, y1 + dy)),
  ];
}

export function dragBox({ kind, start, box }: BoxDrag, at: readonly [number, number]): Box {
  const by = [at[0] - start[0], at[1] - start[1]] as const;
  if (kind === 'move') return moveBox(box, by);
  if (kind === 'draw') return [start[0], start[1], at[0], at[1]];
  return resizeBox(box, by, kind);
}
