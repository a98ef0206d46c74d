// What: results as tests make them.
import fc from 'fast-check';
import { cleanText } from '../../../src/store/class/foreignText.ts';
import { MAX_ID, MAX_NAME, MAX_POINTS } from '../../../src/store/class/resultCode.ts';
import type { Result } from '../../../src/store/class/resultCode.ts';

export const RESULT: Result = {
  ...{ tag: 77, name: 'Ana', recipe: 'grpo', seed: 5, steps: 8, lesson: '02-the-group-is-the-yardstick' },
  predictions: [
    { step: 'sum', value: 0.25 },
    { step: 'wrong', value: 'yes' },
  ],
  metric: 'reward',
  curve: [
    { step: 1, value: 0.5 },
    { step: 4, value: -0.25 },
    { step: 8, value: 1.75 },
  ],
  ...{ before: 0.5, after: 1.25, recorded: false },
};

const clean = (most: number) => fc.string({ unit: 'binary', maxLength: most }).map((text) => cleanText(text, most));
const float = fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });
const u32 = fc.integer({ min: 0, max: 0xffffffff });

const prediction = fc.record({
  step: clean(MAX_ID),
  value: fc.oneof(
    clean(MAX_ID),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(float, { maxLength: MAX_POINTS }),
  ),
});
const curve = fc
  .uniqueArray(fc.integer({ min: 1, max: 5000 }), { maxLength: MAX_POINTS })
  .chain((steps) =>
    fc
      .array(float, { minLength: steps.length, maxLength: steps.length })
      .map((values) => steps.sort((a, b) => a - b).map((step, i) => ({ step, value: values[i]! }))),
  );

export const anyResult: fc.Arbitrary<Result> = fc.record({
  tag: u32,
  name: clean(MAX_NAME),
  recipe: clean(MAX_ID),
  seed: u32,
  steps: fc.integer({ min: 0, max: 1e6 }),
  lesson: clean(MAX_ID),
  predictions: fc.array(prediction, { maxLength: 5 }),
  metric: clean(MAX_ID),
  curve,
  before: fc.option(float),
  after: fc.option(float),
  recorded: fc.boolean(),
});

/** Values of curves are written as shares of their range. */
export function isNear(made: readonly number[], read: readonly number[]): boolean {
  const range = Math.max(...made) - Math.min(...made);
  const slack = range / 0xffff + 1e-6 * Math.max(1, ...made.map(Math.abs));
  return made.length === read.length && made.every((value, i) => Math.abs(value - read[i]!) <= slack);
}
