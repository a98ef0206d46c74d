// What: the panel "weights": where three weights lie in the triangle, their way over the steps, and the bars of a family of metrics.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Panel } from '../../../src/ui/watch/panels/weights.tsx';
import { CORNERS, pointOf, sharesOf } from '../../../src/ui/watch/parts/ternary.ts';
import { answer, drawn, fed, group, words } from './watchFixtures.ts';

describe('the triangle', () => {
  test('one weight alone is its corner, equal ones are the middle, none at all too', () => {
    [0, 1, 2].forEach((k) => {
      const weights = [0, 1, 2].map((other) => (other === k ? 3 : 0));
      pointOf(weights).forEach((value, axis) => expect(value).toBeCloseTo(CORNERS[k]![axis]!, 9));
    });
    const middle = [0, 1].map((axis) => (CORNERS[0][axis]! + CORNERS[1][axis]! + CORNERS[2][axis]!) / 3);
    for (const weights of [
      [2, 2, 2],
      [0, 0, 0],
    ])
      pointOf(weights).forEach((value, axis) => expect(value).toBeCloseTo(middle[axis]!, 9));
  });

  // Viviani: in an equilateral triangle the distance from a side, over the height, is the share of the corner opposite to it.
  test('the distance from a side is the share of the corner opposite', () => {
    fc.assert(
      fc.property(fc.tuple(...[0, 1, 2].map(() => fc.double({ min: 0.01, max: 10, noNaN: true }))), (weights) => {
        const [x, y] = pointOf(weights);
        const sum = weights.reduce((total, weight) => total + weight, 0);
        CORNERS.forEach(([cx, cy], k) => {
          const [[ax, ay], [bx, by]] = CORNERS.filter((_, other) => other !== k) as [
            [number, number],
            [number, number],
          ];
          const away = (px: number, py: number) => Math.abs((bx - ax) * (ay - py) - (ax - px) * (by - ay));
          expect(away(x, y) / away(cx, cy)).toBeCloseTo(weights[k]! / sum, 6);
        });
      }),
    );
  });

  test('weights below 0 count as 0', () => expect(sharesOf([-1, 1, 3])).toEqual([0, 0.25, 0.75]));
});

const lambdas = (boxIou: number, format: number, answerFolded: number) => ({
  'recapWeights/lambda/boxIou': boxIou,
  'recapWeights/lambda/format': format,
  'recapWeights/lambda/answerFolded': answerFolded,
});

test('RECAP: the way over the steps ends where the weights are now; the fourth weight is a bar', () => {
  const metrics: Record<string, number>[] = [
    { reward: 1 },
    lambdas(1, 0, 0),
    { ...lambdas(0, 0, 1), 'recapWeights/lambda/replayNll': 2, 'recapWeights/c/boxIou': 7 },
  ];
  const markup = drawn(Panel, fed('recap', { groups: [group([answer('a')])], metrics }));
  expect(markup).toContain(
    'aria-label="Triangle of the weights; at step 3 their shares are boxIou 0 %, format 0 %, answerFolded 100 %."',
  );
  // Sides of 120 from (22, 22): left below, then the top.
  const below = (22 + 120 * (Math.sqrt(3) / 2)).toFixed(1);
  expect(markup).toContain(`<polyline points="22.0,${below} 82.0,22.0"`);
  expect(markup).toMatch(/<circle class="now" cx="82" cy="22"/);
  expect(words(markup)).toContain('|boxIou|format|answerFolded|boxIou|0|format|0|answerFolded|1|replayNll|2|');
  expect([...markup.matchAll(/width:([\d.]+)%/g)].map(([, width]) => Number(width))).toEqual([0, 0, 50, 100]);
});

test('MoDoMoDo: shares of the domains; before the first numbers a sentence', () => {
  const shares = { 'mixture/share/where': 0.5, 'mixture/share/count': 0.25, 'mixture/share/colour': 0.25 };
  const props = fed('modomodo', { groups: [group([answer('a')])], metrics: [shares] });
  expect(words(drawn(Panel, props))).toContain('|where|0.5|count|0.25|colour|0.25|');
  expect(drawn(Panel, props)).toContain('where 50 %, count 25 %, colour 25 %');
  expect(words(drawn(Panel, { ...props, points: [{ step: 1, metrics: {} }] }))).toMatch(/^\|The answers of this step/);
});
