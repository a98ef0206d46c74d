// What: lays out a scene: which cut-outs, how large, where, and what is visible of each. The twin of pretrain/pocket/compose.py.
// Rules: things of 10–70 % of the side, one style in half of the scenes, repeats for counting; no thing is covered by more than 25 %.
// Units: pixels here; boxes of what is visible, as fractions of the side.
import type { Box } from '../../1-image/types.ts';
import type { Dice } from '../dice.ts';
import { COLOURS, mainColour, repainted } from './colours.ts';
import type { Library, Sprite } from './library.ts';
import { blurred, trimmed, warped } from './raster.ts';
import type { Raster } from './raster.ts';
import type { KnownScene, Thing } from './scene.ts';

export const SIDE = 192;
const COVERED = 0.25;
/** Alpha above which a pixel counts as covered. */
const SOLID = 100;
/** Longest side of a thing by the number of things, as a share of the picture. */
const TOP = [0.85, 0.85, 0.62, 0.5, 0.45, 0.38, 0.34] as const;
/** Their colour is what they are. */
const NEVER_PAINTED = ['traffic light', 'stop sign'];

/** What a scene shall hold; null = drawn. */
export interface Wish {
  readonly count: number;
  readonly nouns: readonly string[];
  /** Probability that a thing repeats the noun of an earlier one. */
  readonly same: number;
  /** Shortest and longest longest-side of a thing, as shares of the picture. */
  readonly least: number;
  readonly most: number;
  /** Of the picture in pixels; larger where the policy may zoom. */
  readonly side: number;
}
export const WISH: Omit<Wish, 'count'> = { nouns: [], same: 0.3, least: 0.14, most: 1, side: SIDE };

/** A cut-out as it will be pasted. */
export interface Placed {
  readonly sprite: Sprite;
  readonly colour: string | null;
  readonly picture: Raster;
  readonly x: number;
  readonly y: number;
}

/** What is covered: 1 per pixel. Shapes: [side × side] */
export type Mask = Uint8Array;

/** The cut-out with its longest side `size` (pixels), jittered; and its colour. */
function jittered(sprite: Sprite, size: number, dice: Dice): Pick<Placed, 'picture' | 'colour'> {
  let { picture, colour } = sprite;
  if (!NEVER_PAINTED.includes(sprite.noun) && dice.chance(sprite.paintable ? 0.4 : 0.06)) {
    picture = repainted(picture, dice.pick(COLOURS), dice);
    colour = mainColour(picture);
  }
  const mirrored = dice.chance(0.5);
  const scale = size / Math.max(picture.width, picture.height);
  const stretch = dice.between(0.88, 1.14);
  const width = Math.max(4, Math.round(picture.width * scale * stretch));
  const height = Math.max(4, Math.round((picture.height * scale) / stretch));
  const angle = dice.chance(0.35) ? (dice.normals()[0] * 12 * Math.PI) / 180 : 0;
  picture = warped(picture, { width, height, mirrored, angle });
  if (angle !== 0) picture = trimmed(picture);
  if (dice.chance(0.3)) picture = blurred(picture, dice.between(0.4, 1.2), [3]);
  return { picture, colour };
}

export function maskOf({ picture: { width, height, rgba }, x, y }: Placed, side: number): Mask {
  const mask = new Uint8Array(side * side);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++)
      if (rgba[4 * (row * width + column) + 3]! > SOLID) mask[(y + row) * side + x + column] = 1;
  return mask;
}

const areaOf = (mask: Mask) => mask.reduce((sum, one) => sum + one, 0);

/** Whether neither the new thing nor any other would be covered by more than COVERED. */
export function fits(mask: Mask, others: readonly Mask[]): boolean {
  const area = areaOf(mask);
  if (area < 40) return false;
  const shared = others.map(() => 0);
  let taken = 0;
  for (let i = 0; i < mask.length; i++) {
    if (!mask[i]) continue;
    let any = 0;
    for (let k = 0; k < others.length; k++)
      if (others[k]![i]) {
        shared[k]!++;
        any = 1;
      }
    taken += any;
  }
  return taken <= COVERED * area && others.every((other, k) => shared[k]! <= COVERED * Math.max(1, areaOf(other)));
}

export function placeSprite(
  sprite: Sprite,
  others: readonly Mask[],
  top: number,
  wish: Pick<Wish, 'least' | 'side'>,
  dice: Dice,
): Placed | null {
  for (let attempt = 0; attempt < 8; attempt++) {
    const largest = Math.max(wish.least + 0.02, top * (1 - 0.06 * attempt));
    const size = wish.side * (wish.least + (largest - wish.least) * dice.next() ** 0.7);
    const made = jittered(sprite, size, dice);
    const { width, height } = made.picture;
    if (width >= wish.side || height >= wish.side) continue;
    const placed = { sprite, ...made, x: dice.whole(0, wish.side - width), y: dice.whole(0, wish.side - height) };
    if (fits(maskOf(placed, wish.side), others)) return placed;
  }
  return null;
}

/** Things from back to front. */
export function layOut(library: Library, wish: Wish, dice: Dice): Placed[] {
  const style = dice.chance(0.5) ? library.style(dice) : null;
  const top = Math.min(wish.most, TOP[Math.min(6, Math.max(1, wish.count))]!);
  const found: Placed[] = [];
  const masks: Mask[] = [];
  for (let k = 0; k < wish.count; k++) {
    const again = found.length > 0 && dice.chance(wish.same) ? dice.pick(found).sprite.noun : null;
    const placed = placeSprite(library.sprite(dice, wish.nouns[k] ?? again, style), masks, top, wish, dice);
    if (!placed) continue;
    found.push(placed);
    masks.push(maskOf(placed, wish.side));
  }
  return found;
}

/** The box of the pixels of a mask that no mask before it in `front` covers, and how many there are. */
function visible(
  mask: Mask,
  front: readonly Mask[],
  side: number,
): { readonly box: Box; readonly area: number } | null {
  let [x0, y0, x1, y1, area] = [side, side, 0, 0, 0];
  for (let i = 0; i < mask.length; i++) {
    if (!mask[i] || front.some((other) => other[i])) continue;
    const [x, y] = [i % side, Math.floor(i / side)];
    [x0, y0, x1, y1] = [Math.min(x0, x), Math.min(y0, y), Math.max(x1, x + 1), Math.max(y1, y + 1)];
    area++;
  }
  return area === 0 ? null : { box: [x0 / side, y0 / side, x1 / side, y1 / side], area };
}

/** What is true of the things, by what can be seen of them. */
export function sceneOf(placed: readonly Placed[], side: number): KnownScene {
  const masks = placed.map((one) => maskOf(one, side));
  const things = placed.flatMap(({ sprite, colour }, depth): Thing[] => {
    const seen = visible(masks[depth]!, masks.slice(depth + 1), side);
    if (!seen) return [];
    const { noun, category, style } = sprite;
    return [{ noun, category, colour, box: seen.box, style, depth, hidden: 1 - seen.area / areaOf(masks[depth]!) }];
  });
  return { things, damage: null };
}
