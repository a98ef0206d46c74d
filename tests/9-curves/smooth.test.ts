// What: smoothing as TensorBoard states it; thinning keeps every peak and never exceeds the room.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seriesOf, smooth, valueAt, within } from '../../src/9-curves/smooth.ts';
import { thin } from '../../src/9-curves/thin.ts';

const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });

test('the debiased moving average is the weighted mean of all values so far', () => {
  fc.assert(
    fc.property(
      fc.array(finite, { minLength: 1, maxLength: 40 }),
      fc.double({ min: 0.05, max: 0.99, noNaN: true }),
      (values, w) => {
        const smoothed = smooth(values, w);
        values.forEach((_, t) => {
          const weights = values.slice(0, t + 1).map((_value, i) => w ** (t - i));
          const total = weights.reduce((a, b) => a + b, 0);
          const mean = weights.reduce((sum, weight, i) => sum + weight * values[i]!, 0) / total;
          expect(smoothed[t]).toBeCloseTo(mean, 3);
        });
      },
    ),
  );
  expect(smooth([3, 1], 0)).toEqual([3, 1]);
  expect(smooth([5, 5, 5], 0.9).map((value) => Number(value.toFixed(9)))).toEqual([5, 5, 5]);
});

test('values that are missing or not finite are left out; a value is found at or before a step', () => {
  const metrics: Record<string, number>[] = [{ x: 10 }, {}, { x: NaN }, { x: 40 }];
  const points = metrics.map((own, i) => ({ step: i + 1, metrics: own }));
  const series = seriesOf(points, 'x');
  expect(series).toEqual({ steps: [1, 4], values: [10, 40] });
  expect([0, 1, 3, 4, 9].map((step) => valueAt(series, step))).toEqual([undefined, 10, 10, 40, 40]);
  expect(within(series, [2, 4])).toEqual({ steps: [4], values: [40] });
});

test('with room for all, rows are the points; curves with other steps have gaps', () => {
  const rows = thin(
    [
      { steps: [1, 2, 4], values: [1, 2, 4] },
      { steps: [2, 3], values: [20, 30] },
    ],
    10,
  );
  expect(rows).toEqual([
    { step: 1, values: [1, null] },
    { step: 2, values: [2, 20] },
    { step: 3, values: [null, 30] },
    { step: 4, values: [4, null] },
  ]);
});

test('thinned: at most the room, steps rise, least and greatest of every curve are kept', () => {
  const curve = fc.uniqueArray(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 400 }).chain((steps) =>
    fc.array(finite, { minLength: steps.length, maxLength: steps.length }).map((values) => ({
      steps: steps.sort((a, b) => a - b),
      values,
    })),
  );
  fc.assert(
    fc.property(fc.array(curve, { minLength: 1, maxLength: 3 }), fc.integer({ min: 4, max: 120 }), (series, room) => {
      const rows = thin(series, room);
      expect(rows.length).toBeLessThanOrEqual(room);
      rows.slice(1).forEach((row, i) => expect(row.step).toBeGreaterThanOrEqual(rows[i]!.step));
      series.forEach(({ values }, k) => {
        const drawn = rows.map((row) => row.values[k]!).filter((value) => value !== null);
        expect(Math.min(...drawn)).toBe(Math.min(...values));
        expect(Math.max(...drawn)).toBe(Math.max(...values));
      });
    }),
    { numRuns: 60 },
  );
});
