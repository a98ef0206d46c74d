// What: a metro network as a picture: thick coloured lines, white stations with a dark rim, and their names in letters of 10 × 14 pixels, so that they can
// be read at the size at which Pocket sees a picture (192 px). The twin of pretrain/pocket/metro.py.
// Units: pixels.
import metroTable from '../../../public/scenes/metro.json' with { type: 'json' };
import type { Dice } from '../dice.ts';
import { newRaster } from '../pocket/raster.ts';
import type { Raster } from '../pocket/raster.ts';
import { LINE_COLOURS } from './network.ts';
import type { Network } from './network.ts';

export const SIDE = 192;
const [FIRST, PITCH, JITTER] = [27, 46, 3];
const [LINE, STOP, RIM] = [3.5, 5.5, 1.8];
const LETTERS: Readonly<Record<string, readonly string[]>> = metroTable.letters;
/** Of a dot of a letter; columns and rows of a letter, and dots from letter to letter. */
const [DOT, COLUMNS, ROWS, ADVANCE] = [2, 5, 9, 6];
const INK = [35, 35, 45] as const;
type Rgb = readonly number[];
type Point = readonly [x: number, y: number];
interface Label {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

function blend({ width, rgba }: Raster, x: number, y: number, colour: Rgb, alpha: number): void {
  const at = 4 * (y * width + x);
  for (let c = 0; c < 3; c++) rgba[at + c] = rgba[at + c]! * (1 - alpha) + colour[c]! * alpha;
}

/** Paints what lies within `radius` of a stretch (a disc, where its ends are one point). */
function stroke(canvas: Raster, [ax, ay]: Point, [bx, by]: Point, radius: number, colour: Rgb): void {
  const [dx, dy] = [bx - ax, by - ay];
  const reach = radius + 1;
  for (let y = Math.floor(Math.min(ay, by) - reach); y <= Math.max(ay, by) + reach; y++)
    for (let x = Math.floor(Math.min(ax, bx) - reach); x <= Math.max(ax, bx) + reach; x++) {
      if (x < 0 || y < 0 || x >= canvas.width || y >= canvas.height) continue;
      const [px, py] = [x + 0.5 - ax, y + 0.5 - ay];
      const t = Math.min(1, Math.max(0, (px * dx + py * dy) / (dx * dx + dy * dy || 1)));
      const alpha = Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(px - t * dx, py - t * dy)));
      if (alpha > 0) blend(canvas, x, y, colour, alpha);
    }
}

const widthOf = (name: string) => DOT * (ADVANCE * name.length - (ADVANCE - COLUMNS));
/** Where a name may stand about its station: below, above, right, left, and the corners. */
const AROUND: readonly Point[] = [[0, 1], [0, -1], [1, 0], [-1, 0], [1, 1], [-1, 1], [1, -1], [-1, -1]]; // prettier-ignore

/** What is covered: 1 per pixel. */
type Cover = Uint8Array;
function cost({ name, x, y }: Label, taken: Cover): number {
  const [width, height] = [widthOf(name), DOT * ROWS];
  if (x < 1 || y < 1 || x + width >= SIDE || y + height >= SIDE) return Infinity;
  let sum = 0;
  for (let row = y - 1; row <= y + height; row++)
    for (let i = x - 1; i <= x + width; i++) sum += taken[row * SIDE + i]!;
  return sum;
}

function place(name: string, [x, y]: Point, taken: Cover): Label {
  const [width, height] = [widthOf(name), DOT * ROWS];
  const [gapX, gapY] = [STOP + 2, STOP + 1];
  const labels = AROUND.map(([right, down]) => ({
    name,
    x: Math.round(x - width / 2 + right * (width / 2 + (down === 0 ? gapX : 0))),
    y: Math.round(y - height / 2 + down * (height / 2 + gapY) + (down === 0 ? 2 : 0)),
  }));
  const costs = labels.map((label) => cost(label, taken));
  return labels[costs.indexOf(Math.min(...costs))]!;
}

function* dotsOf({ name, x, y }: Label): Generator<Point> {
  for (const [k, letter] of [...name].entries())
    for (const [row, dots] of LETTERS[letter]!.entries())
      for (const [column, dot] of [...dots].entries())
        if (dot === '#') yield [x + DOT * (ADVANCE * k + column), y + DOT * row];
}

/** A light edge around the letters, then the letters. */
function write(canvas: Raster, label: Label, paper: Rgb): void {
  const square = (x: number, y: number, side: number, colour: Rgb, alpha: number) => {
    for (let row = Math.max(0, y); row < Math.min(SIDE, y + side); row++)
      for (let i = Math.max(0, x); i < Math.min(SIDE, x + side); i++) blend(canvas, i, row, colour, alpha);
  };
  for (const [x, y] of dotsOf(label)) square(x - 1, y - 1, DOT + 2, paper, 0.85);
  for (const [x, y] of dotsOf(label)) square(x, y, DOT, INK, 1);
}

/** Where stations and labels go follows from these. */
export interface Looks {
  /** By name. */
  readonly points: ReadonlyMap<string, Point>;
  readonly paper: Rgb;
}

export function looksOf({ stations }: Network, dice: Dice): Looks {
  const paper = [0, 1, 2].map(() => dice.whole(236, 256));
  const at = (step: number) => FIRST + PITCH * step + dice.between(-JITTER, JITTER);
  return { paper, points: new Map(stations.map(({ name, column, row }) => [name, [at(column), at(row)] as const])) };
}

export function painted({ lines }: Network, { points, paper }: Looks): Raster {
  const canvas = newRaster(SIDE, SIDE);
  for (let i = 0; i < canvas.rgba.length; i += 4) canvas.rgba.set([...paper, 255], i);
  const blank = canvas.rgba.slice();
  for (const { colour, stations } of lines)
    for (const [i, name] of stations.slice(1).entries())
      stroke(canvas, points.get(stations[i]!)!, points.get(name)!, LINE, LINE_COLOURS[colour]!);
  for (const point of points.values()) {
    stroke(canvas, point, point, STOP, INK);
    stroke(canvas, point, point, STOP - RIM, [255, 255, 255]);
  }
  const taken = Uint8Array.from({ length: SIDE * SIDE }, (_, i) =>
    [0, 1, 2].some((c) => canvas.rgba[4 * i + c] !== blank[4 * i + c]) ? 1 : 0,
  );
  for (const [name, point] of points) {
    const label = place(name, point, taken);
    for (let row = label.y - 1; row <= label.y + DOT * ROWS; row++)
      taken.fill(4, row * SIDE + label.x - 1, row * SIDE + label.x + widthOf(name) + 1);
    write(canvas, label, paper);
  }
  return canvas;
}

export const drawNetwork = (network: Network, dice: Dice): Raster => painted(network, looksOf(network, dice));
