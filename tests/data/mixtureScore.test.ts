// What: the surface over mixtures against random search and against surfaces that are known, and the pseudo-inverse by its definition.
import { expect, it } from 'vitest';
import {
  bestMixture,
  bestOnGrid,
  fitSurface,
  predict,
  residual,
  seedMixtures,
} from '../../src/data/mixture/mixtureScore.ts';
import { pseudoInverse } from '../../src/data/mixture/pseudoInverse.ts';
import { randomInputs } from '../gpu/randomInputs.ts';

const times = (a: readonly (readonly number[])[], b: readonly (readonly number[])[]) =>
  a.map((row) => b[0]!.map((_, j) => row.reduce((sum, value, k) => sum + value * b[k]![j]!, 0)));
const near = (a: readonly (readonly number[])[], b: readonly (readonly number[])[]) =>
  a.flat().forEach((value, i) => expect(value).toBeCloseTo(b.flat()[i]!, 9));

it('the pseudo-inverse has the four properties of Penrose, for tall, wide and dependent matrices', () => {
  const { next } = randomInputs();
  const random = (n: number, p: number) =>
    Array.from({ length: n }, () => Array.from({ length: p }, () => next() - 0.5));
  for (const F of [random(6, 3), random(3, 6), times(random(5, 2), random(2, 5)), [[0, 0]], [[2]]]) {
    const G = pseudoInverse(F);
    const [FG, GF] = [times(F, G), times(G, F)];
    near(times(FG, F), F);
    near(times(GF, G), G);
    near(
      FG,
      FG[0]!.map((_, i) => FG.map((row) => row[i]!)),
    );
    near(
      GF,
      GF[0]!.map((_, i) => GF.map((row) => row[i]!)),
    );
  }
});

it('predicts a quadratic surface that it was fitted to, everywhere on the simplex', () => {
  const truth = ([x, y, z]: readonly number[]) =>
    0.3 + 0.2 * x! - 0.1 * y! + 0.5 * x! * y! - 0.4 * z! * z! + 0.7 * y! * z!;
  const seeds = seedMixtures(3);
  const surface = fitSurface(seeds, seeds.map(truth));
  const { next } = randomInputs();
  for (let k = 0; k < 20; k++) {
    const [a, b] = [next(), next()].toSorted((one, other) => one - other) as [number, number];
    const mixture = [a, b - a, 1 - b];
    expect(predict(surface, mixture)).toBeCloseTo(truth(mixture), 9);
  }
  expect(residual(seeds, seeds.map(truth), false)).toBeLessThan(1e-9);
  expect(residual(seeds, seeds.map(truth), true)).toBeGreaterThan(0.01);
});

it('finds a maximum that no random mixture beats, and none on the grid', () => {
  const { next } = randomInputs();
  for (let round = 0; round < 20; round++) {
    const K = 2 + (round % 3);
    const seeds = seedMixtures(K);
    const surface = fitSurface(
      seeds,
      seeds.map(() => next()),
    );
    const { mixture, score } = bestMixture(surface, K);
    expect(mixture.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(Math.min(...mixture)).toBeGreaterThanOrEqual(0);
    expect(bestOnGrid(surface, K, 10).score).toBeLessThanOrEqual(score + 1e-9);
    for (let k = 0; k < 300; k++) {
      const parts = Array.from({ length: K }, () => -Math.log(1 - next()));
      const sum = parts.reduce((total, part) => total + part, 0);
      expect(
        predict(
          surface,
          parts.map((part) => part / sum),
        ),
      ).toBeLessThanOrEqual(score + 1e-9);
    }
  }
});

it('seeds are the corners, all but one, and all, none twice', () => {
  expect(seedMixtures(2)).toEqual([
    [1, 0],
    [0, 1],
    [0.5, 0.5],
  ]);
  expect(seedMixtures(1)).toEqual([[1]]);
  expect(seedMixtures(4)).toHaveLength(9);
});
