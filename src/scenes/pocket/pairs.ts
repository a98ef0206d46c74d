// What: two pictures of one prompt: the same scene with one thing changed, or once whole and once damaged. The twin of pretrain/pocket/pairs.py.
import type { Dice } from '../dice.ts';
import { makeBackground } from './background.ts';
import { COLOURS, mainColour, repainted } from './colours.ts';
import { fits, layOut, maskOf, placeSprite, sceneOf, SIDE, WISH } from './compose.ts';
import type { Mask, Placed, Wish } from './compose.ts';
import { degraded } from './degrade.ts';
import type { Library } from './library.ts';
import { painted } from './paint.ts';
import { warped } from './raster.ts';
import type { Raster } from './raster.ts';
import { DAMAGES } from './scene.ts';
import type { Change, Pair } from './scene.ts';

export interface PaintedPair {
  readonly pictures: readonly [Raster, Raster];
  readonly pair: Pair;
}
interface Changed extends Pick<Change, 'attribute' | 'value'> {
  readonly after: Placed | null;
}

const CHANGES = ['colour', 'removed', 'moved', 'noun', 'size'] as const;

function recoloured(thing: Placed, dice: Dice): Changed | null {
  const colour = dice.pick(COLOURS);
  const picture = repainted(thing.picture, colour, dice);
  if (mainColour(picture) !== colour || colour === thing.colour) return null;
  return { after: { ...thing, picture, colour }, attribute: 'colour', value: colour };
}

function moved(thing: Placed, others: readonly Mask[], dice: Dice): Changed | null {
  const [sideways, forwards] = [dice.chance(0.5), dice.chance(0.5)];
  const step = (forwards ? 1 : -1) * Math.floor(SIDE * dice.between(0.2, 0.45));
  const [x, y] = sideways ? [thing.x + step, thing.y] : [thing.x, thing.y + step];
  if (x < 0 || y < 0 || x + thing.picture.width > SIDE || y + thing.picture.height > SIDE) return null;
  const after = { ...thing, x, y };
  const value = sideways ? (forwards ? 'right' : 'left') : forwards ? 'down' : 'up';
  return fits(maskOf(after, SIDE), others) ? { after, attribute: 'moved', value } : null;
}

function resized(thing: Placed, others: readonly Mask[], dice: Dice): Changed | null {
  const grows = dice.chance(0.5);
  const scale = grows ? dice.between(1.5, 1.9) : dice.between(0.5, 0.65);
  const [width, height] = [thing.picture.width, thing.picture.height].map((v) =>
    Math.max(8, Math.round(v * scale)),
  ) as [number, number];
  if (Math.max(width, height) >= SIDE) return null;
  const inside = (at: number, old: number, size: number) =>
    Math.min(SIDE - size, Math.max(0, at + ((old - size) >> 1)));
  const after = {
    ...thing,
    picture: warped(thing.picture, { width, height }),
    x: inside(thing.x, thing.picture.width, width),
    y: inside(thing.y, thing.picture.height, height),
  };
  return fits(maskOf(after, SIDE), others) ? { after, attribute: 'size', value: grows ? 'bigger' : 'smaller' } : null;
}

function replaced(thing: Placed, others: readonly Mask[], library: Library, dice: Dice): Changed | null {
  const sprite = library.sprite(dice, null, thing.sprite.style);
  if (sprite.noun === thing.sprite.noun) return null;
  const after = placeSprite(sprite, others, 0.5, { least: 0.2, side: SIDE }, dice);
  return after && { after, attribute: 'noun', value: sprite.noun };
}

function changed(thing: Placed, others: readonly Mask[], library: Library, dice: Dice): Changed | null {
  const kind = dice.pick(CHANGES);
  if (kind === 'removed') return { after: null, attribute: 'removed', value: thing.sprite.noun };
  if (kind === 'colour') return recoloured(thing, dice);
  if (kind === 'moved') return moved(thing, others, dice);
  return kind === 'size' ? resized(thing, others, dice) : replaced(thing, others, library, dice);
}

/** `looks` gives the dice of a thing's shadow and tint, so that an unchanged thing looks the same in both pictures. */
export function changePair(
  library: Library,
  count: number,
  dice: Dice,
  looks: (thing: Placed) => Dice,
): PaintedPair | null {
  const background = makeBackground(library, dice, SIDE);
  let before: readonly Placed[] = layOut(library, { ...WISH, count, same: 0, least: 0.2, most: 0.5 }, dice);
  if (before.length < 2 || new Set(before.map(({ sprite }) => sprite.noun)).size < before.length) return null;
  const k = dice.whole(0, before.length);
  const others = before.filter((_, i) => i !== k).map((thing) => maskOf(thing, SIDE));
  const made = changed(before[k]!, others, library, dice);
  if (!made) return null;
  let after: readonly Placed[] = before.flatMap((thing, i) => (i !== k ? [thing] : made.after ? [made.after] : []));
  let [first, second] = [sceneOf(before, SIDE), sceneOf(after, SIDE)];
  if (first.things.length !== before.length || second.things.length !== after.length) return null;
  const thing = first.things[k]!;
  let { attribute } = made;
  if (attribute === 'removed' && dice.chance(0.5)) {
    [before, after, first, second, attribute] = [after, before, second, first, 'added']; // the other way round: something came
  }
  const pictures = [painted(background, before, dice, looks), painted(background, after, dice, looks)] as const;
  return { pictures, pair: { first, second, change: { thing, attribute, value: made.value }, better: null } };
}

export function qualityPair(library: Library, wish: Wish, mildest: number, dice: Dice): PaintedPair {
  const background = makeBackground(library, dice, wish.side);
  const placed = layOut(library, wish, dice);
  const [scene, picture] = [sceneOf(placed, wish.side), painted(background, placed, dice)];
  const damage = { kind: dice.pick(DAMAGES), level: dice.whole(mildest, 6) };
  const [worse, damaged] = [{ ...scene, damage }, degraded(picture, damage, dice)];
  const better = dice.chance(0.5) ? 0 : 1;
  return better === 0
    ? { pictures: [picture, damaged], pair: { first: scene, second: worse, change: null, better } }
    : { pictures: [damaged, picture], pair: { first: worse, second: scene, change: null, better } };
}
