// What: boxes around COCO segmentations. Masks are drawn here pixel by pixel and packed by an encoder of our own after cocoapi's rleToString.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { segmentationBox } from '../../../src/data/files/coco/segmentation.ts';

type Mask = readonly (readonly boolean[])[];

/** Column by column, first the pixels outside. */
function runsOf(mask: Mask): number[] {
  const runs = [0];
  for (let x = 0; x < mask[0]!.length; x++)
    for (const line of mask) {
      if (line[x] !== (runs.length % 2 === 0)) runs.push(0);
      runs[runs.length - 1]! += 1;
    }
  return runs;
}

/** maskApi.c, rleToString: five bits a letter from the low end, the sixth where more follow; signed. */
function packed(runs: readonly number[]): string {
  let text = '';
  for (const [i, run] of runs.entries()) {
    let rest = i > 2 ? run - runs[i - 2]! : run;
    for (let more = true; more;) {
      const bits = rest & 0x1f;
      rest >>= 5;
      more = (bits & 0x10) !== 0 ? rest !== -1 : rest !== 0;
      text += String.fromCharCode((more ? bits | 0x20 : bits) + 48);
    }
  }
  return text;
}

function boxOf(mask: Mask): readonly number[] | null {
  const cells = mask.flatMap((line, y) => line.flatMap((is, x) => (is ? [[x, y] as const] : [])));
  const [x, y] = [cells.map(([at]) => at), cells.map(([, at]) => at)];
  return cells.length === 0 ? null : [Math.min(...x), Math.min(...y), Math.max(...x) + 1, Math.max(...y) + 1];
}

const masks = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 60 }))
  .chain(([width, height]) =>
    fc.array(fc.array(fc.boolean(), { minLength: width, maxLength: width }), { minLength: height, maxLength: height }),
  );

test('run-length codes, as numbers and packed, have the box of their mask', () => {
  fc.assert(
    fc.property(masks, (mask) => {
      const size = [mask.length, mask[0]!.length];
      const runs = runsOf(mask);
      expect(segmentationBox({ size, counts: runs })).toEqual(boxOf(mask));
      expect(segmentationBox({ size, counts: packed(runs) })).toEqual(boxOf(mask));
    }),
  );
});

test('a large picture, whose counts need several letters', () => {
  const size = [2000, 3000];
  const runs = [2000 * 1000 + 700, 600, 1400, 600, 2000 * 1998 + 700];
  expect(segmentationBox({ size, counts: packed(runs) })).toEqual([1000, 700, 1002, 1300]);
});

describe('what is none', () => {
  test.each([
    [null],
    [[]],
    [[[]]],
    [[[1, 2, 3, 4]]], // a line
    [[[1, 2, 3, 4, 5]]],
    [[['a', 2, 3, 4, 5, 6]]],
    [{}],
    [{ size: [0, 4], counts: [1] }],
    [{ size: [2, 2], counts: [4] }],
    [{ size: [2, 2], counts: [-1, 2] }],
    [{ size: [2, 2], counts: '' }],
  ])('%j', (segmentation) => expect(segmentationBox(segmentation)).toBeNull());
});
