// What: the scene generator of the page says what its Python original says: wordings, truths of given scenes, colours, and the set of
// questions with answers that can be drawn about a scene.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Dice } from '../../src/scenes/dice.ts';
import { painted } from '../../src/scenes/metro/drawNetwork.ts';
import type { Network } from '../../src/scenes/metro/network.ts';
import { COLOURS, mainColour } from '../../src/scenes/pocket/colours.ts';
import { SKILLS } from '../../src/scenes/pocket/makeScene.ts';
import { caption, names, placeFact } from '../../src/scenes/pocket/phrases.ts';
import { between, bigger, height, inFront, relation, side } from '../../src/scenes/pocket/relations.ts';
import { newRaster } from '../../src/scenes/pocket/raster.ts';
import type { KnownScene, Thing } from '../../src/scenes/pocket/scene.ts';
import { ask as askMetro } from '../../src/scenes/pocket/skills/metro.ts';
import { canonical } from '../../src/scenes/pocket/wordings.ts';

interface Row {
  readonly things: readonly Thing[];
  readonly caption: string | null;
  readonly places: readonly string[];
  readonly names: readonly (readonly string[])[];
  readonly pairs: readonly (readonly [number, number, string | null, string | null, string | null, boolean])[];
  readonly between: readonly (readonly number[])[];
  readonly in_front: readonly (readonly number[])[];
  readonly asked: Readonly<Record<string, readonly string[]>>;
}
interface MapRow extends Network {
  readonly points: Readonly<Record<string, readonly [number, number]>>;
  readonly paper: readonly number[];
  /** Means of 8 × 8 pixels by row, column and channel. */
  readonly cells: readonly number[];
  readonly asked: readonly string[];
}
interface Golden {
  readonly canonical: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly scenes: readonly Row[];
  readonly colours: readonly (readonly [number, number, number, string])[];
  readonly maps: readonly MapRow[];
}
const golden = JSON.parse(readFileSync('tests/golden/scenes/pocket.json', 'utf8')) as Golden;
const scenes = golden.scenes.map((row): readonly [KnownScene, Row] => [{ things: row.things, damage: null }, row]);
const ALL_SLOTS = [
  'thing',
  'things',
  'other',
  'others',
  'at',
  'place',
  'relation',
  'a_thing',
  'colour',
  'question',
  'answer',
  'a_line',
  'station',
];
const slots = Object.fromEntries(ALL_SLOTS.map((name) => [name, name.toUpperCase()]));

test('the same canonical wordings of the same skills', () => {
  const own = Object.entries(golden.canonical).map(([skill, kinds]) => [
    skill,
    Object.fromEntries(Object.keys(kinds).map((kind) => [kind, canonical(skill, kind, slots)])),
  ]);
  expect(Object.fromEntries(own)).toEqual(golden.canonical);
  const taught = Object.entries(SKILLS).filter(([, skill]) => !('apart' in skill && skill.apart));
  expect(taught.map(([name]) => name).toSorted()).toEqual(Object.keys(golden.canonical).toSorted());
});

test('the same is true of the same scenes', () => {
  for (const [scene, row] of scenes) {
    const { things } = scene;
    const at = (list: readonly (readonly Thing[])[]) => list.map((some) => some.map((thing) => things.indexOf(thing)));
    expect(caption(scene)).toBe(row.caption);
    expect(things.map(({ noun, box }) => placeFact(noun, box))).toEqual(row.places);
    expect(things.map((thing) => names(thing, scene))).toEqual(row.names);
    for (const [i, j, ...told] of row.pairs) {
      const [a, b] = [things[i]!.box, things[j]!.box];
      expect([side(a, b), height(a, b), relation(a, b), bigger(a, b)]).toEqual(told);
    }
    expect(at(between(scene))).toEqual(row.between);
    expect(at(inFront(scene))).toEqual(row.in_front);
  }
});

/** Names with a colour are drawn too seldom to be met in every combination; which names there are is compared above. */
const uncoloured = (told: readonly string[]) =>
  [...new Set(told.map((text) => text.replace(new RegExp(`\\b(${COLOURS.join('|')}) (?=\\w)`, 'g'), '')))].toSorted();

describe.each(Object.keys(golden.scenes[0]!.asked))('%s', (name) => {
  test('the same set of questions with thoughts and answers about each scene', () => {
    const skill = SKILLS[name]!;
    if (!('ask' in skill) || skill.pictures !== 1) throw new Error('one picture');
    for (const [k, [scene, row]] of scenes.entries()) {
      const dice = new Dice(1, k);
      const drawn = Array.from({ length: 1500 }, () => skill.ask(scene, dice));
      const own = drawn.flatMap((one) => (one ? [`${one.plain} | ${one.think} | ${one.answer}`] : []));
      expect(uncoloured(own)).toEqual(uncoloured(row.asked[name]!));
    }
  });
});

test('the same names of colours', () => {
  for (const [r, g, b, name] of golden.colours) {
    const picture = newRaster(24, 24);
    for (let i = 0; i < picture.rgba.length; i += 4) picture.rgba.set([r, g, b, 255], i);
    expect(mainColour(picture), `${r} ${g} ${b}`).toBe(name);
  }
});

describe('metro maps', () => {
  test('the same set of questions with thoughts and answers about each map', () => {
    for (const [k, row] of golden.maps.entries()) {
      const dice = new Dice(3, k);
      const drawn = Array.from({ length: 12_000 }, () => askMetro(row, dice));
      const own = drawn.flatMap((one) => (one ? [`${one.plain} | ${one.think} | ${one.answer}`] : []));
      expect([...new Set(own)].toSorted()).toEqual([...row.asked].toSorted());
    }
  });

  test('the same picture of the same map', () => {
    for (const row of golden.maps) {
      const { rgba, width } = painted(row, { points: new Map(Object.entries(row.points)), paper: row.paper });
      const sums = new Float64Array(row.cells.length);
      for (let i = 0; i < rgba.length; i++) {
        const [x, y] = [(i >> 2) % width, Math.floor((i >> 2) / width)];
        if (i % 4 < 3) sums[3 * ((y >> 3) * (width >> 3) + (x >> 3)) + (i % 4)]! += rgba[i]! / 64;
      }
      const apart = row.cells.map((value, i) => Math.abs(value - sums[i]!));
      expect(Math.max(...apart)).toBeLessThan(1);
      expect(new Set(row.cells).size).toBeGreaterThan(100);
    }
  });
});
