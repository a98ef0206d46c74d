// What: pass@k against counting all subsets; when an answer passes.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Box } from '../../src/1-image/types.ts';
import { iou, passAtK, passes } from '../../src/training/evaluate/passAtK.ts';

/** Share of the k-subsets of n answers, the first c of which pass, that hold at least one that passes. */
function counted(n: number, c: number, k: number): number {
  let [hit, all] = [0, 0];
  for (let set = 0; set < 2 ** n; set++) {
    const members = Array.from({ length: n }, (_, i) => i).filter((i) => set & (1 << i));
    if (members.length !== k) continue;
    all++;
    if (members.some((i) => i < c)) hit++;
  }
  return hit / all;
}

test('pass@k is the share of subsets of k answers with one that passes', () => {
  for (let n = 1; n <= 9; n++)
    for (let c = 0; c <= n; c++)
      for (let k = 1; k <= n; k++) expect(passAtK(n, c, k), `n ${n}, c ${c}, k ${k}`).toBeCloseTo(counted(n, c, k), 12);
  expect(() => passAtK(4, 1, 5)).toThrow('pass@5 needs at least 5 answers, not 4');
});

test('IoU: symmetric, 1 with itself, 0 apart, a known overlap', () => {
  expect(iou([0, 0, 0.5, 1], [0.25, 0, 0.75, 1])).toBeCloseTo(1 / 3, 12);
  expect(iou([0, 0, 0.2, 0.2], [0.5, 0.5, 1, 1])).toBe(0);
  expect(iou([0.3, 0.3, 0.3, 0.3], [0.3, 0.3, 0.3, 0.3])).toBe(0);
  const side = fc.tuple(fc.double({ min: 0, max: 0.45, noNaN: true }), fc.double({ min: 0.55, max: 1, noNaN: true }));
  fc.assert(
    fc.property(side, side, side, side, ([x0, x1], [y0, y1], [u0, u1], [v0, v1]) => {
      const [a, b]: [Box, Box] = [
        [x0, y0, x1, y1],
        [u0, v0, u1, v1],
      ];
      expect(iou(a, b)).toBe(iou(b, a));
      expect(iou(a, a)).toBeCloseTo(1, 12);
    }),
  );
});

test('boxes decide where there are any, else the answer; every true box needs one of its own', () => {
  const box: Box = [0.2, 0.2, 0.6, 0.6];
  const near: Box = [0.22, 0.2, 0.6, 0.62];
  const other: Box = [0.6, 0.6, 0.9, 0.9];
  expect(passes({ boxes: [near], answer: 'no' }, { boxes: [box], answer: 'dog' })).toBe(true);
  expect(passes({ boxes: [other], answer: 'dog' }, { boxes: [box], answer: 'dog' })).toBe(false);
  expect(passes({ boxes: [near], answer: null }, { boxes: [box, box] })).toBe(false);
  expect(passes({ boxes: [near, other, box], answer: null }, { boxes: [box, box] })).toBe(true);
  expect(passes({ boxes: [], answer: ' dog ' }, { answer: 'dog' })).toBe(true);
  expect(passes({ boxes: [], answer: 'Dog' }, { answer: 'dog' })).toBe(false);
  expect(passes({ boxes: [], answer: 'dog' }, {})).toBeNull();
});
