// What: backgrounds of scenes: drawn ones (plain, gradient, clouds, stripes, a fake photograph) and parts of the photographs of the picture
// set. The twin of pretrain/shapes/backgrounds.py and of make_background in pretrain/pocket/compose.py but for DRAWN.
import type { Dice } from '../dice.ts';
import type { Library } from './library.ts';
import { blurred, mapped, newRaster, warped } from './raster.ts';
import type { Raster } from './raster.ts';

type Rgb = readonly [number, number, number];
const colour = (dice: Dice, low = 0, high = 256): Rgb => [
  dice.whole(low, high),
  dice.whole(low, high),
  dice.whole(low, high),
];

function filled(side: number, paint: (x: number, y: number, c: number) => number): Raster {
  const { rgba } = newRaster(side, side);
  for (let i = 0; i < rgba.length; i += 4) {
    const [x, y] = [(i / 4) % side, Math.floor(i / 4 / side)];
    for (let c = 0; c < 3; c++) rgba[i + c] = paint(x, y, c);
    rgba[i + 3] = 255;
  }
  return { width: side, height: side, rgba };
}

function plain(dice: Dice, side: number): Raster {
  const base = dice.chance(0.5) ? colour(dice, 190) : colour(dice);
  return filled(side, (_x, _y, c) => base[c]!);
}

function gradient(dice: Dice, side: number): Raster {
  const angle = dice.between(0, 2 * Math.PI);
  const [a, b] = [colour(dice), colour(dice)];
  return filled(side, (x, y, c) => {
    const t = ((x / side - 0.5) * Math.cos(angle) + (y / side - 0.5) * Math.sin(angle) + 0.7) / 1.4;
    return a[c]! + (b[c]! - a[c]!) * t;
  });
}

/** Noise of several scales around one colour: walls, grass, water. */
function octaves(dice: Dice, side: number): Raster {
  const layers = [3, 8, 24].map((cells) => {
    const grid = filled(cells, () => dice.whole(0, 256));
    return warped(grid, { width: side, height: side, filled: true }).rgba;
  });
  const contrast = dice.between(0.2, 1);
  const base = colour(dice, 40, 216);
  return filled(side, (x, y, c) => {
    const at = 4 * (y * side + x) + c;
    const total = 0.5 * layers[0]![at]! + 0.3 * layers[1]![at]! + 0.2 * layers[2]![at]!;
    return (total - 128) * contrast + base[c]!;
  });
}

function stripes(dice: Dice, side: number): Raster {
  const [angle, period] = [dice.between(0, Math.PI), dice.between(6, 40)];
  const checked = dice.chance(0.5);
  const [a, b] = [colour(dice), colour(dice)];
  const strength = dice.between(0.2, 1);
  const wave = (t: number) => Math.sin((t * 2 * Math.PI) / period);
  return filled(side, (x, y, c) => {
    const along = wave(x * Math.cos(angle) + y * Math.sin(angle));
    const across = checked ? Math.sign(wave(y * Math.cos(angle) - x * Math.sin(angle))) : 1;
    const value = (checked ? Math.sign(along) : along) * across * 0.5 + 0.5;
    return a[c]! + (b[c]! - a[c]!) * value * strength;
  });
}

/** Sky, ground and blurred rectangles and ellipses: the colours of a photograph. */
function fakePhoto(dice: Dice, side: number): Raster {
  let picture = gradient(dice, side);
  const horizon = dice.between(0.3, 0.8) * side;
  const ground = colour(dice, 30, 200);
  picture = mapped(picture, (value, c, pixel) => (pixel / side >= horizon ? ground[c]! : value));
  for (let left = dice.whole(2, 9); left > 0; left--) {
    const [x, y] = [dice.whole(-10, side), dice.whole(-10, side)];
    const [w, h] = [dice.whole(4, side >> 1), dice.whole(4, side >> 1)];
    const fill = colour(dice, 20, 230);
    const round = dice.chance(0.5);
    picture = mapped(picture, (value, c, pixel) => {
      const [u, v] = [((pixel % side) - x) / w, (Math.floor(pixel / side) - y) / h];
      const inside = round ? (u - 0.5) ** 2 + (v - 0.5) ** 2 < 0.25 : u >= 0 && u < 1 && v >= 0 && v < 1;
      return inside ? fill[c]! : value;
    });
  }
  picture = blurred(picture, dice.between(1, 6));
  const { rgba } = picture;
  const vivid = dice.between(0.2, 0.9);
  return mapped(picture, (value, _c, pixel) => {
    const grey = (rgba[4 * pixel]! + rgba[4 * pixel + 1]! + rgba[4 * pixel + 2]!) / 3;
    return grey + (value - grey) * vivid;
  });
}

const KINDS = [plain, gradient, octaves, stripes, fakePhoto] as const;
const SHARES = [0.25, 0.15, 0.2, 0.1, 0.3] as const;

function drawn(dice: Dice, side: number): Raster {
  const picture = KINDS[dice.weighted(SHARES)]!(dice, side);
  if (!dice.chance(0.3)) return picture;
  const { rgba } = octaves(dice, side);
  return mapped(picture, (value, c, pixel) => 0.6 * value + 0.4 * rgba[4 * pixel + c]!);
}

/** More than the 0.4 that Pocket was trained on: its habit to guess (pretrain/pocket/guess.py) lives on drawn backgrounds, and a run on scenes
 *  shall have something to unlearn. */
const DRAWN = 0.6;

export function makeBackground({ backgrounds }: Library, dice: Dice, side: number): Raster {
  if (backgrounds.length === 0 || dice.chance(DRAWN)) return drawn(dice, side);
  const photo = dice.pick(backgrounds);
  const size = Math.floor(Math.min(photo.width, photo.height) * dice.between(0.4, 1));
  const part = [dice.whole(0, photo.width - size + 1), dice.whole(0, photo.height - size + 1), size, size] as const;
  const picture = warped(photo, { width: side, height: side, part, mirrored: dice.chance(0.5), filled: true });
  return dice.chance(0.4) ? blurred(picture, dice.between(0.5, 4)) : picture;
}
