// What: the 11 basic colours: naming the main colour of a cut-out, and repainting it. The twin of pretrain/pocket/colours.py.
// Formula: a pixel belongs to the nearest prototype in CIELAB (D65); a cut-out has a colour when one holds more than 55 % of it.
// Source: Berlin & Kay 1969, "Basic Color Terms".
import type { Dice } from '../dice.ts';
import { mapped, warped } from './raster.ts';
import type { Raster } from './raster.ts';

type Rgb = readonly [number, number, number];
const PROTOTYPES: Readonly<Record<string, readonly Rgb[]>> = {
  red: [
    [205, 35, 40],
    [150, 25, 30],
  ],
  orange: [
    [240, 130, 35],
    [225, 110, 20],
  ],
  yellow: [
    [245, 210, 50],
    [250, 235, 110],
  ],
  green: [
    [60, 160, 70],
    [30, 95, 45],
    [140, 195, 75],
  ],
  blue: [
    [45, 100, 200],
    [30, 50, 120],
    [110, 175, 230],
  ],
  purple: [
    [130, 65, 170],
    [90, 45, 120],
  ],
  pink: [
    [240, 140, 180],
    [250, 190, 205],
    [220, 80, 140],
  ],
  brown: [
    [125, 80, 50],
    [85, 55, 35],
    [165, 115, 75],
  ],
  black: [[25, 25, 28]],
  white: [[245, 245, 245]],
  grey: [
    [130, 130, 132],
    [85, 87, 90],
    [180, 182, 185],
  ],
};
export const COLOURS: readonly string[] = Object.keys(PROTOTYPES);
const SHARE = 0.55;

const linear = (value: number) =>
  value > 0.04045 * 255 ? ((value / 255 + 0.055) / 1.055) ** 2.4 : value / 255 / 12.92;
const curve = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);

function lab(red: number, green: number, blue: number): Rgb {
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  const x = curve((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = curve(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = curve((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const POINTS = COLOURS.flatMap((name) => PROTOTYPES[name]!.map((rgb) => ({ name, at: lab(...rgb) })));

function nearest(red: number, green: number, blue: number): string {
  const here = lab(red, green, blue);
  let [best, least] = ['', Infinity];
  for (const { name, at } of POINTS) {
    const distance = (here[0] - at[0]) ** 2 + (here[1] - at[1]) ** 2 + (here[2] - at[2]) ** 2;
    if (distance < least) [best, least] = [name, distance];
  }
  return best;
}

export function mainColour(picture: Raster): string | null {
  const { rgba } = warped(picture, { width: 24, height: 24 });
  const counts = new Map<string, number>();
  let opaque = 0;
  for (let i = 0; i < rgba.length; i += 4) {
    if (rgba[i + 3]! <= 128) continue;
    opaque++;
    const name = nearest(rgba[i]!, rgba[i + 1]!, rgba[i + 2]!);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const most = [...counts].toSorted((a, b) => b[1] - a[1])[0];
  return opaque >= 12 && most && most[1] > SHARE * opaque ? most[0] : null;
}

const light = (rgba: Uint8ClampedArray, i: number) => 0.3 * rgba[i]! + 0.59 * rgba[i + 1]! + 0.11 * rgba[i + 2]!;

/** The same cut-out in another colour: its luminance, spread about the prototype. */
export function repainted(picture: Raster, name: string, dice: Dice): Raster {
  const noise = [...dice.normals(), dice.normals()[0]];
  const target = dice.pick(PROTOTYPES[name]!).map((value, c) => value + 8 * noise[c]!);
  const strength = dice.between(0.5, 0.9);
  const { rgba } = picture;
  const lights: number[] = [];
  for (let i = 0; i < rgba.length; i += 4) if (rgba[i + 3]! > 128) lights.push(light(rgba, i));
  lights.sort((a, b) => a - b);
  const middle = lights[lights.length >> 1] ?? 128;
  return mapped(picture, (_value, c, pixel) => target[c]! + strength * (light(rgba, 4 * pixel) - middle));
}
