// What: a small metro network: lines over the places of a grid that meet in shared stations. The twin of pretrain/pocket/metro.py.
// Rules: 2 to 4 lines of 3 to 5 stations, 5 to 9 stations in all; a line goes from place to neighbouring place (eight directions) and turns by at
// most 45°; every line meets an earlier one; no two lines share or cross a stretch between two stations.
import metroTable from '../../../public/scenes/metro.json' with { type: 'json' };
import type { Dice } from '../dice.ts';

export interface Station {
  readonly name: string;
  /** Place on the grid, counted from the top left. */
  readonly column: number;
  readonly row: number;
}

export interface Line {
  /** Its name, too. */
  readonly colour: string;
  /** Names, from end to end. */
  readonly stations: readonly string[];
}

export interface Network {
  readonly stations: readonly Station[];
  readonly lines: readonly Line[];
}

export const GRID = 4;
const [FEWEST, MOST] = [5, 9];
const STATIONS: readonly string[] = metroTable.stations;
export const LINE_COLOURS: Readonly<Record<string, readonly number[]>> = metroTable.colours;

/** Row and column steps of the eight directions, clockwise. */
const STEPS = [[-1, 0], [-1, 1], [0, 1], [1, 1], [1, 0], [1, -1], [0, -1], [-1, -1]] as const; // prettier-ignore

/** Places from `start` on, the start left out; null where it would leave the grid. */
function walked(start: number, direction: number, length: number, dice: Dice): number[] | null {
  const places: number[] = [];
  let [row, column, heading] = [Math.floor(start / GRID), start % GRID, direction];
  for (let k = 0; k < length; k++) {
    const [down, right] = STEPS[(heading + 8) % 8]!;
    [row, column] = [row + down, column + right];
    if (row < 0 || column < 0 || row >= GRID || column >= GRID) return null;
    places.push(row * GRID + column);
    heading += dice.pick([-1, 0, 0, 1]);
  }
  return places;
}

/** A line of so many places with `through` among them. */
function pathThrough(through: number, length: number, dice: Dice): number[] | null {
  const before = dice.whole(0, length);
  const direction = dice.whole(0, 8);
  const back = walked(through, direction + 4, before, dice);
  const onward = walked(through, direction, length - 1 - before, dice);
  const path = back && onward && [...back.toReversed(), through, ...onward];
  return path && new Set(path).size === length ? path : null;
}

const stretches = (path: readonly number[]): (readonly [number, number])[] =>
  path.slice(1).map((place, i) => [Math.min(path[i]!, place), Math.max(path[i]!, place)] as const);

/** The same stretch, or the two diagonals of one cell. */
function collide([a, b]: readonly [number, number], [c, d]: readonly [number, number]): boolean {
  const isDiagonal = (step: number) => step === GRID + 1 || step === GRID - 1;
  return (a === c && b === d) || (isDiagonal(b - a) && isDiagonal(d - c) && a + b === c + d);
}

/** null where this try does not come out. */
function pathsOf(count: number, dice: Dice): number[][] | null {
  const paths: number[][] = [];
  for (let tries = 0; paths.length < count; tries++) {
    if (tries > 60) return null;
    const through = paths.length === 0 ? dice.whole(0, GRID * GRID) : dice.pick(paths.flat());
    const path = pathThrough(through, dice.whole(3, 6), dice);
    if (!path || new Set([...paths.flat(), ...path]).size > MOST) continue;
    const taken = paths.flatMap(stretches);
    if (stretches(path).every((own) => !taken.some((other) => collide(own, other)))) paths.push(path);
  }
  return new Set(paths.flat()).size >= FEWEST ? paths : null;
}

export function makeNetwork(lineCount: number, dice: Dice): Network | null {
  const paths = pathsOf(lineCount, dice);
  if (!paths) return null;
  const places = [...new Set(paths.flat())];
  const names = dice.shuffled(STATIONS);
  const colours = dice.shuffled(Object.keys(LINE_COLOURS));
  const nameOf = (place: number) => names[places.indexOf(place)]!;
  return {
    stations: places.map((place) => ({ name: nameOf(place), column: place % GRID, row: Math.floor(place / GRID) })),
    lines: paths.map((path, k) => ({ colour: colours[k]!, stations: path.map(nameOf) })),
  };
}
