// What: metro maps: the rules of a network, what is asked about it worked out from the truth's triples alone, routes against a search of another kind, and
// pictures in which every name can be read.
import { expect, test } from 'vitest';
import type { Truth } from '../../src/4-rewards/types.ts';
import { scores } from '../4-rewards/rewardFixtures.ts';
import metroTable from '../../public/scenes/metro.json' with { type: 'json' };
import { Dice } from '../../src/scenes/dice.ts';
import { drawNetwork, SIDE } from '../../src/scenes/metro/drawNetwork.ts';
import { makeNetwork } from '../../src/scenes/metro/network.ts';
import type { Network, Station } from '../../src/scenes/metro/network.ts';
import { shortestRoute } from '../../src/scenes/metro/routes.ts';
import { makeScene } from '../../src/scenes/pocket/makeScene.ts';
import type { MadeScene } from '../../src/scenes/pocket/makeScene.ts';
import { NOUNS } from '../../src/scenes/pocket/tables.ts';
import { flatLibrary } from './flatLibrary.ts';

const library = flatLibrary();
const made = (difficulty: number, count: number): MadeScene[] =>
  Array.from({ length: count }, (_, index) => makeScene(library, { skill: 'metro', difficulty, seed: 9, index }));
const networks = (lines: number, count: number): Network[] =>
  Array.from({ length: 3 * count }, (_, k) => makeNetwork(lines, new Dice(4, k, lines)))
    .flatMap((one) => one ?? [])
    .slice(0, count);

/** Twice the signed area of three places: which side the third lies on. */
const side = (a: Station, b: Station, c: Station) =>
  Math.sign((b.column - a.column) * (c.row - a.row) - (b.row - a.row) * (c.column - a.column));

test.each([2, 3, 4])('%d lines keep the rules of a map', (count) => {
  const all = networks(count, 60);
  expect(all).toHaveLength(60);
  for (const { lines, stations } of all) {
    expect(lines).toHaveLength(count);
    expect(stations.length).toBeGreaterThanOrEqual(5);
    expect(stations.length).toBeLessThanOrEqual(9);
    expect(new Set(stations.map(({ name }) => name)).size).toBe(stations.length);
    expect(new Set(lines.map(({ colour }) => colour)).size).toBe(count);
    expect(new Set(lines.flatMap((line) => line.stations))).toEqual(new Set(stations.map(({ name }) => name)));
    const at = (name: string) => stations.find((station) => station.name === name)!;
    const stretches = lines.flatMap((line) => line.stations.slice(1).map((to, i) => [at(line.stations[i]!), at(to)] as const)); // prettier-ignore
    for (const [k, line] of lines.entries()) {
      expect(line.stations.length).toBeGreaterThanOrEqual(3);
      expect(line.stations.length).toBeLessThanOrEqual(5);
      expect(new Set(line.stations).size).toBe(line.stations.length);
      const earlier = lines.slice(0, k).flatMap((other) => other.stations);
      if (k > 0) expect(line.stations.some((name) => earlier.includes(name))).toBe(true);
      const steps = line.stations.slice(1).map((to, i) => [at(to).column - at(line.stations[i]!).column, at(to).row - at(line.stations[i]!).row] as const); // prettier-ignore
      for (const [i, [x, y]] of steps.entries()) {
        expect(Math.max(Math.abs(x), Math.abs(y))).toBe(1);
        const [u, v] = steps[i + 1] ?? [x, y];
        expect((x * u + y * v) / Math.hypot(x, y) / Math.hypot(u, v)).toBeGreaterThan(0.7); // the cosine of 45° is 0.707
      }
    }
    // Two stretches that share no end must not meet; those that share both are one.
    for (const [i, [a, b]] of stretches.entries())
      for (const [c, d] of stretches.slice(i + 1)) {
        const shared = [c, d].filter((end) => end === a || end === b).length;
        expect(shared).toBeLessThan(2);
        if (shared === 0) expect(side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0).toBe(false);
      }
  }
});

test('a route has the fewest transfers and then the fewest rides, as relaxing all edges again and again finds', () => {
  for (const network of networks(3, 25)) {
    const nodes = network.lines.flatMap(({ colour, stations }) => stations.map((name) => `${colour} ${name}`));
    const edges = new Map<string, number>();
    for (const { colour, stations } of network.lines)
      for (const [i, name] of stations.entries()) {
        for (const next of [stations[i - 1], stations[i + 1]]) if (next) edges.set(`${colour} ${name}>${colour} ${next}`, 1); // prettier-ignore
        for (const other of network.lines)
          if (other.colour !== colour && other.stations.includes(name)) edges.set(`${colour} ${name}>${other.colour} ${name}`, 100); // prettier-ignore
      }
    for (const { name: from } of network.stations) {
      const cost = new Map(nodes.map((node) => [node, node.endsWith(` ${from}`) ? 0 : Infinity]));
      for (let round = 0; round < nodes.length; round++)
        for (const [edge, length] of edges) {
          const [a, b] = edge.split('>') as [string, string];
          cost.set(b, Math.min(cost.get(b)!, cost.get(a)! + length));
        }
      for (const { name: to } of network.stations) {
        if (to === from) continue;
        const least = Math.min(...nodes.filter((node) => node.endsWith(` ${to}`)).map((node) => cost.get(node)!));
        const legs = shortestRoute(network, from, to);
        if (least >= 300) {
          expect(legs).toBeNull();
          continue;
        }
        const rides = legs!.reduce((sum, leg) => {
          const { stations } = network.lines.find(({ colour }) => colour === leg.line)!;
          return sum + Math.abs(stations.indexOf(leg.from) - stations.indexOf(leg.to));
        }, 0);
        expect(100 * (legs!.length - 1) + rides).toBe(least);
        expect([legs![0]!.from, legs!.at(-1)!.to]).toEqual([from, to]);
        for (const [i, leg] of legs!.entries()) if (i > 0) expect(leg.from).toBe(legs![i - 1]!.to);
      }
    }
  }
});

const factOf = ({ facts = [] }: Truth, kind: string) =>
  facts.flatMap((fact) => (typeof fact !== 'string' && fact.kind === kind ? [fact.text] : []))[0];

/** Colour → stations in order, from the triples of the truth. */
function linesOf({ triples = [] }: Truth): Map<string, string[]> {
  const lines = new Map<string, string[]>();
  for (const [from, line, to] of triples) lines.set(line, [...(lines.get(line) ?? [from]), to]);
  return lines;
}

const ANSWERS: readonly (readonly [RegExp, string, (lines: Map<string, string[]>, words: string[]) => string])[] = [
  [/^is there an? (\w+) line\?$/, 'judge', (lines, [colour]) => (lines.has(colour!) ? 'yes' : 'no')],
  [/^is (\w+) on the (\w+) line, yes or no\?$/, 'judge', (lines, [name, colour]) => (lines.get(colour!)!.includes(name!) ? 'yes' : 'no')], // prettier-ignore
  [/^how many lines are there\?$/, 'count', (lines) => String(lines.size)],
  [/^how many stations are on the (\w+) line\?$/, 'count', (lines, [colour]) => String(lines.get(colour!)!.length)],
  [/^how many stops are between (\w+) and (\w+)\?$/, 'count', (lines, [a, b]) => {
    const own = [...lines.values()].filter((names) => names.includes(a!) && names.includes(b!));
    expect(own).toHaveLength(1);
    const [first, last] = [own[0]!.indexOf(a!), own[0]!.indexOf(b!)].toSorted((x, y) => x - y);
    return String(own[0]!.slice(first! + 1, last).length);
  }], // prettier-ignore
  [/^what colour is the line of (\w+)\?$/, 'colour', (lines, [name]) => [...lines.keys()].filter((colour) => lines.get(colour)!.includes(name!)).join()], // prettier-ignore
];

test('answers follow from the triples; tasks, maps and kinds are as said; all kinds of questions occur', async () => {
  const met = new Map<string, number>();
  const routes: { truth: Truth; answer: string }[] = [];
  for (const { asked, truth } of made(1, 160)) {
    const lines = linesOf(truth);
    expect(factOf(truth, 'map')).toBe({ 2: 'easy', 3: 'middle', 4: 'hard' }[lines.size]);
    const row = ANSWERS.findIndex(([words]) => words.test(asked.plain));
    met.set(`${row} ${/^(yes|no)$/.test(asked.answer) ? asked.answer : ''}`, 1);
    if (row >= 0) {
      const [words, task, answerOf] = ANSWERS[row]!;
      expect(asked.answer, asked.plain).toBe(answerOf(lines, words.exec(asked.plain)!.slice(1)));
      expect([factOf(truth, 'task'), factOf(truth, 'transfers')]).toEqual([task, undefined]);
      continue;
    }
    const [, from, to] = /^how do you get from (\w+) to (\w+)\?$/.exec(asked.plain)!;
    expect(['task', 'from', 'to'].map((kind) => factOf(truth, kind))).toEqual(['plan', from, to]);
    expect(factOf(truth, 'transfers')).toBe(String(asked.answer.split('; ').length - 1));
    routes.push({ truth, answer: asked.answer });
  }
  expect([...met.keys()].toSorted()).toEqual(['-1 ', '0 no', '0 yes', '1 no', '1 yes', '2 ', '3 ', '4 ', '5 ']);
  expect(new Set(routes.map(({ truth }) => factOf(truth, 'transfers')))).toEqual(new Set(['0', '1', '2']));
  const best = { 0: 6, 1: 9, 2: 10 };
  for (const { truth, answer } of routes.slice(0, 12)) {
    const texts = [`<think>t</think><answer>${answer}</answer>`];
    const knobs = { route_form: 1 };
    expect(await scores('routeRight', truth, texts, { knobs })).toEqual([1]);
    expect(await scores('routeDetail', truth, texts, { knobs })).toEqual([
      best[Number(factOf(truth, 'transfers')) as 0],
    ]);
  }
});

test('harder maps have more lines; the skill is not among mixed scenes', { timeout: 300_000 }, () => {
  const count = (difficulty: number) => made(difficulty, 40).map(({ truth }) => linesOf(truth).size);
  expect(new Set(count(0))).toEqual(new Set([2]));
  expect(new Set(count(0.3))).toEqual(new Set([2, 3]));
  expect(new Set(count(1))).toEqual(new Set([2, 3, 4]));
  const mixed = Array.from({ length: 30 }, (_, index) => makeScene(library, { skill: 'mixed', difficulty: 0, seed: 1, index })); // prettier-ignore
  expect(mixed.map(({ skill }) => skill)).not.toContain('metro');
});

const INK = [35, 35, 45];
const isInk = (rgba: Uint8ClampedArray, x: number, y: number) =>
  INK.every((value, c) => rgba[4 * (y * SIDE + x) + c] === value);

/** Where the name stands dot by dot, two pixels a dot, with nothing dark between its dots. */
function* places(rgba: Uint8ClampedArray, name: string): Generator<readonly [number, number]> {
  const rows = Array.from({ length: 9 }, (_, row) => [...name].map((letter) => metroTable.letters[letter as 'a'][row]).join('.')); // prettier-ignore
  const dots = rows.flatMap((row, y) => [...row].flatMap((dot, x) => (dot === '#' ? [[2 * x, 2 * y] as const] : [])));
  const [width, height] = [2 * rows[0]!.length, 18];
  for (let y = 0; y + height <= SIDE; y++)
    for (let x = 0; x + width <= SIDE; x++)
      if (dots.every(([i, j]) => isInk(rgba, x + i, y + j) && isInk(rgba, x + i + 1, y + j + 1))) yield [x, y];
}

test(
  'every station can be read near its disc, and no other name; lines have their colours',
  { timeout: 240_000 },
  () => {
    for (const [k, network] of [2, 3, 4].flatMap((count) => networks(count, 4)).entries()) {
      const { rgba, width, height } = drawNetwork(network, new Dice(8, k));
      expect([width, height]).toEqual([SIDE, SIDE]);
      const here = network.stations.map(({ name }) => name);
      for (const name of metroTable.stations) expect([...places(rgba, name)].length, name).toBe(here.includes(name) ? 1 : 0); // prettier-ignore
      for (const { name, column, row } of network.stations) {
        const [[x, y]] = [...places(rgba, name)] as [readonly [number, number]];
        const [cx, cy] = [27 + 46 * column, 27 + 46 * row];
        const [dx, dy] = [Math.max(x - cx, cx - x - 34, 0), Math.max(y - cy, cy - y - 18, 0)];
        expect(Math.hypot(dx, dy), name).toBeLessThan(16);
      }
      for (const { colour } of network.lines) {
        const own = metroTable.colours[colour as 'red'];
        const seen = Array.from({ length: SIDE * SIDE }, (_, i) => own.every((value, c) => rgba[4 * i + c] === value));
        expect(seen.filter(Boolean).length, colour).toBeGreaterThan(150);
      }
    }
  },
);

test('stations are nouns that Pocket knows, in letters that there are', () => {
  for (const name of metroTable.stations) expect(NOUNS.map(({ noun }) => noun)).toContain(name);
  const letters = Object.entries(metroTable.letters);
  for (const name of metroTable.stations)
    for (const letter of name) expect(letters.map(([own]) => own)).toContain(letter);
  for (const [letter, rows] of letters)
    expect(
      rows.map(({ length }) => length),
      letter,
    ).toEqual(Array(9).fill(5));
  expect(new Set(letters.map(([, rows]) => rows.join())).size).toBe(letters.length);
});
