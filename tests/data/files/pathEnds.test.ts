// What: paths by their ends and boxes by their cells find what a comparison of each with all finds.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Box } from '../../../src/1-image/types.ts';
import { unlike } from '../../../src/data/files/coco/sameBoxes.ts';
import { PathEnds } from '../../../src/data/files/pathEnds.ts';

const path = fc.array(fc.constantFrom('a', 'b', 'c.png', 'ac.png'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/')); // prettier-ignore
const added = fc.array(fc.tuple(path, fc.nat(5)), { maxLength: 8 });

function endsOf(all: readonly (readonly [string, number])[]): PathEnds<number> {
  const ends = new PathEnds<number>();
  for (const [own, value] of all) ends.add(own, value);
  return ends;
}

const endsWith = (long: string, short: string) => `/${long}`.endsWith(`/${short}`);

test('the nearest is the only value with the longest common end', () => {
  const common = (a: string, b: string) => {
    const parts = a.split('/');
    return Math.max(0, ...parts.map((_, i) => i).filter((i) => endsWith(b, parts.slice(i).join('/'))).map((i) => parts.length - i)); // prettier-ignore
  };
  const check = (all: readonly (readonly [string, number])[], written: string) => {
    const lengths = all.map(([own]) => common(written, own));
    const most = Math.max(0, ...lengths);
    const values = new Set(all.filter((_, i) => lengths[i] === most).map(([, value]) => value));
    const wanted = most > 0 && values.size === 1 ? { value: [...values][0]!, parts: most } : null;
    expect(endsOf(all).nearest(written)).toEqual(wanted);
    expect(endsOf(all).has(written)).toBe(all.some(([own]) => endsWith(own, written)));
  };
  fc.assert(fc.property(added, path, check), { numRuns: 500 });
});

test('the first of the paths that end with this one, or with which it ends', () => {
  const check = (all: readonly (readonly [string, number])[], written: string) => {
    const wanted = all.find(([own]) => endsWith(own, written) || endsWith(written, own));
    expect(endsOf(all).firstWithin(written)).toBe(wanted?.[1]);
  };
  fc.assert(fc.property(added, path, check), { numRuns: 500 });
});

test('boxes of two tables that differ by less than a hundredth of a pixel are one', () => {
  const edge = fc.tuple(fc.constantFrom(0, 1, -3, 640, 1e7), fc.integer({ min: -30, max: 30 })).map(([whole, steps]) => whole + steps / 1003); // prettier-ignore
  const box: fc.Arbitrary<Box> = fc.tuple(edge, edge, edge, edge);
  const near = fc
    .tuple(box, box)
    .map(([a, by]): Box => a.map((value, i) => value + (by[i]! % 1) / 2) as unknown as Box);
  const lists = fc.array(box, { maxLength: 6 }).chain((known) => fc.tuple(fc.constant(known), fc.array(known.length === 0 ? box : fc.oneof(fc.constantFrom(...known), near, fc.tuple(fc.constantFrom(...known), fc.double({ min: -0.02, max: 0.02, noNaN: true })).map(([one, by]) => one.map((value) => value + by) as unknown as Box)), { maxLength: 6 }))); // prettier-ignore
  const check = ([known, boxes]: readonly [readonly Box[], readonly Box[]]) => {
    const isSame = (a: Box, b: Box) => a.every((value, i) => Math.abs(value - b[i]!) < 0.01);
    expect(unlike(known, boxes)).toEqual(boxes.filter((one) => !known.some((other) => isSame(one, other))));
  };
  fc.assert(fc.property(lists, check), { numRuns: 1000 });
});
