// What: the names that are read from layout.wgsl: every span and field of the truth once, below their count.
import { expect, test } from 'vitest';
import { NUMBERS, SPAN_COUNT, SPANS, TRUTH, TRUTH_COUNT } from '../../src/4-rewards/layout.ts';

test.each([
  ['spans', SPANS, SPAN_COUNT],
  ['fields of the truth', TRUTH, TRUTH_COUNT],
])('%s lie inside their array, each at a place of its own', (_what, names, count) => {
  const places = Object.values(names);
  expect(Object.keys(names)).not.toContain('count');
  expect(new Set(places).size).toBe(places.length);
  expect(Math.max(...places)).toBeLessThan(count);
});

test('names that only end in COUNT stay', () => {
  expect(SPANS).toEqual({ completion: 0, grammar: 25, missing: 26 });
  expect(NUMBERS).toHaveProperty('boxCount');
  expect(TRUTH).toMatchObject({ answer: 0, acceptedAnswers: 1, boxes: 2 });
});
