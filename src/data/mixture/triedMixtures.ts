// What: the mixture of a step: the next seed mixture while there are any, then the one that is predicted from how the seeds did.
// Formula: step k tries seed ⌊k/seed_steps⌋. Score of a seed = slope of the measured mean rewards of its steps, by least squares.
// Source: MoDoMoDo (arXiv 2505.24871); that the seeds share one run, and so the slope, is ours.
import { bestMixture, fitSurface, seedMixtures } from './mixtureScore.ts';
import type { Mixture } from './mixtureScore.ts';

/** Measured mean reward of each step, by number of the seed. */
export type Levels = Readonly<Record<string, readonly number[]>>;

/** Change per step, by least squares; 0 where there are fewer than two steps. */
export function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const squares = values.reduce((sum, _, t) => sum + (t - middle) ** 2, 0);
  return squares === 0 ? 0 : values.reduce((sum, value, t) => sum + (t - middle) * value, 0) / squares;
}

/** `seed` is the number of the seed; null = none any more. */
export function mixtureAt(
  K: number,
  step: number,
  seedSteps: number,
  levels: Levels,
): { readonly mixture: Mixture; readonly seed: number | null } {
  const seeds = seedMixtures(K);
  const number = Math.floor(step / seedSteps);
  if (number < seeds.length) return { mixture: seeds[number]!, seed: number };
  const tried = seeds.flatMap((mixture, s) => (levels[s] ? [{ mixture, score: slope(levels[s]) }] : []));
  if (tried.length === 0) return { mixture: seeds.at(-1)!, seed: null };
  const surface = fitSurface(
    tried.map(({ mixture }) => mixture),
    tried.map(({ score }) => score),
  );
  return { mixture: bestMixture(surface, K).mixture, seed: null };
}
