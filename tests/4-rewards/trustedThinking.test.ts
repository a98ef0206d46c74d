// What: what is paid for thinking: the score times the trust, and nothing below an outcome of 0.2.
import { expect, it } from 'vitest';
import { signalScores } from './signalScores.ts';

const paid = (outcome: readonly number[], score: readonly number[], trust: readonly number[]) =>
  signalScores('trustedThinking', { signals: { outcome, score, trust }, generations: outcome.length });

it('pays the score as far as the judge is trusted', async () => {
  expect(await paid([1, 1, 0.2, 0.5], [1, 0.5, 0.75, 0], [0.5, 0.5, 0.5, 0.5])).toEqual([0.5, 0.25, 0.375, 0]);
  expect(await paid([1, 1], [1, 1], [0, 0])).toEqual([0, 0]);
});

it('pays nothing to answers that nobody would ask the judge about', async () => {
  expect(await paid([0.19, 0, 0.1999, 0.2], [1, 1, 1, 1], [1, 1, 1, 1])).toEqual([0, 0, 0, 1]);
});
