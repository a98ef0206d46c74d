// What: what a verdict is worth: nothing on a wrong answer, half of a right one either way.
import { expect, it } from 'vitest';
import { signalScores } from './signalScores.ts';

const paid = (result: readonly number[], verdict: readonly number[], knobs: Readonly<Record<string, number>> = {}) =>
  signalScores('judgedResult', { signals: { result, verdict }, knobs, generations: result.length });

it('raises and halves right answers, and leaves wrong ones alone', async () => {
  expect(await paid([1, 1, 1, 0, 0, 0], [1, 0, -1, 1, 0, -1])).toEqual([1.5, 1, 0.5, 0, 0, 0]);
  expect(await paid([0.5, 0.5], [1, -1])).toEqual([0.75, 0.25]);
});

it('asks nobody with share 0, and takes everything away with share 1', async () => {
  expect(await paid([1, 0.25], [1, -1], { share: 0 })).toEqual([1, 0.25]);
  expect(await paid([1, 1], [1, -1], { share: 1 })).toEqual([2, 0]);
});
