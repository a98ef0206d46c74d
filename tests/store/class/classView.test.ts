// What: results side by side: kinds of runs, medians, ranges of last values, who expected what.
import { describe, expect, test } from 'vitest';
import { LESSONS } from '../../../src/lessons/lessons.ts';
import { binsOf, choicesOf, kindsOf, median, medianCurve, valueAt } from '../../../src/store/class/classView.ts';
import type { Result } from '../../../src/store/class/resultCode.ts';
import { RESULT } from './results.ts';

const curve = (...values: readonly number[]) => values.map((value, i) => ({ step: i + 1, value }));
const run = (change: Partial<Result>): Result => ({ ...RESULT, ...change });

test('runs of one lesson, or of one recipe outside of lessons, lie over one another; the most first', () => {
  const all = [
    run({ lesson: '', recipe: 'papo' }),
    run({ lesson: '', recipe: 'dapo' }),
    run({ lesson: '', recipe: 'dapo', metric: 'entropy' }),
    ...[1, 2, 3].map((tag) => run({ tag, recipe: tag === 2 ? 'cispo' : 'grpo' })),
  ];
  expect(kindsOf(all).map(({ lesson, recipe, metric, results }) => [lesson, recipe, metric, results.length])).toEqual([
    [RESULT.lesson, '', 'reward', 3],
    ['', 'papo', 'reward', 1],
    ['', 'dapo', 'reward', 1],
    ['', 'dapo', 'entropy', 1],
  ]);
});

describe('medians', () => {
  test('of numbers', () => expect([median([3, 1, 2]), median([4, 1, 2, 9]), median([])]).toEqual([2, 3, NaN]));

  test('a curve is straight between its points and nowhere else', () => {
    const line = [
      { step: 2, value: 1 },
      { step: 6, value: 3 },
    ];
    expect([1, 2, 3, 6, 7].map((step) => valueAt(line, step))).toEqual([null, 1, 1.5, 3, null]);
  });

  test('of curves: at each step over those that reach it, as long as half of them do', () => {
    const runs = [curve(0, 2, 4, 6), curve(2, 4), curve(1)].map((one) => run({ curve: one }));
    expect(medianCurve(runs)).toEqual([
      { step: 1, value: 1 },
      { step: 2, value: 3 },
    ]);
    expect(medianCurve([run({ curve: [] })])).toEqual([]);
  });
});

test('ranges of equal width; the greatest is in the last one', () => {
  expect(binsOf([0, 0.1, 0.5, 1], 2).map(({ count }) => count)).toEqual([2, 2]);
  expect(binsOf([2, 2])).toEqual([{ from: 2, to: 2, count: 2 }]);
  expect(binsOf([])).toEqual([]);
});

test('who expected what: options of the lesson in their order, foreign ones behind, numbers apart', () => {
  const said = (tag: number, sum: number, wrong: string) =>
    run({ tag, predictions: [{ step: 'wrong', value: wrong }, { step: 'sum', value: sum }, { step: 'x', value: [1] }] }); // prettier-ignore
  const all = [said(1, 0, 'yes'), said(2, 3, 'no'), said(3, 0, 'yes'), said(4, 0, '<b>')];
  const steps = choicesOf(all, LESSONS.get(RESULT.lesson));
  expect(steps.map(({ step }) => step)).toEqual(['sum', 'wrong', 'x']);
  expect(steps[0]!.numbers).toEqual([0, 3, 0, 0]);
  expect(steps[1]!.options.map(({ id, who }) => [id, who.map(({ tag }) => tag)])).toEqual([
    ['no', [2]],
    ['yes', [1, 3]],
    ['<b>', [4]],
  ]);
  expect([steps[2]!.drawn, steps[2]!.asked]).toEqual([4, null]);
});
