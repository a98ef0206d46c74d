// What: the score of an answer is a telescoping sum: what both models agree on adds nothing.
import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

const score = async (gaps: readonly number[], knobs: Readonly<Record<string, number>> = {}) => {
  const own = (of: (t: number) => number) => (size: number) => Float32Array.from({ length: size }, (_, t) => of(t));
  const signals = (size: number) => ({
    'phi/logProb': own((t) => -2 + (gaps[t] ?? 0))(size),
    'ref/logProb': own(() => -2)(size),
  });
  return (await scores('implicitScore', {}, ['abcd'], { signals, knobs }))[0]!;
};

it('adds the log-ratios of all tokens', async () => {
  expect(await score([])).toBe(0);
  expect(await score([1, 2, -0.5, 4])).toBeCloseTo(0.05 * 6.5, 4);
  expect(await score([1, -1])).toBeCloseTo(0, 4);
  expect(await score([100], { coef: 5 })).toBe(10);
});

it('agrees with its reference', () => checkReward('implicitScore'));
