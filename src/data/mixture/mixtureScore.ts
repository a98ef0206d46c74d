// What: how good a mixture of domains would be, from the scores of a few runs: a quadratic surface over the shares, and its highest
//   point. What MoDoMoDo chooses its mixture by.
// Formula: score(w) = a + b·w + wᵀCw, w ≥ 0, Σ w = 1. Coordinates 1, w_1 … w_K, w_1² … w_K², w_i·w_j for i < j; coefficients by
//   least squares of least norm. On the simplex the coordinates depend on each other: only predictions mean something.
//   Highest point, exactly: of every face of the simplex the point where the gradient is the same in all its directions, if it lies
//   inside, and the corners; an earlier point stays unless a later one is better by more than 1e-12.
// Shapes: K domains, n runs. Units: those of the scores.
// Source: MoDoMoDo (arXiv 2505.24871): surface and seed mixtures; the authors search by CMA-ES, exact search is ours.
import { dot, pseudoInverse } from './pseudoInverse.ts';

export type Mixture = readonly number[];

/** θ of the coordinates of `features`. */
export type Surface = readonly number[];

export interface Predicted {
  readonly mixture: Mixture;
  readonly score: number;
}

const features = (w: Mixture): number[] => [
  1,
  ...w,
  ...w.map((share) => share * share),
  ...w.flatMap((share, i) => w.slice(i + 1).map((other) => share * other)),
];

const solve = (rows: readonly (readonly number[])[], y: readonly number[]): number[] =>
  pseudoInverse(rows).map((row) => dot(row, y));

export const fitSurface = (mixtures: readonly Mixture[], scores: readonly number[]): Surface =>
  solve(mixtures.map(features), scores);

export const predict = (surface: Surface, mixture: Mixture): number => dot(features(mixture), surface);

/** Root of the mean squared residual of a surface, or (linear) of a plane fitted to the same runs. */
export function residual(mixtures: readonly Mixture[], scores: readonly number[], linear: boolean): number {
  const rows = mixtures.map((mixture) => (linear ? [1, ...mixture] : features(mixture)));
  const theta = solve(rows, scores);
  const squares = rows.map((row, i) => (dot(row, theta) - scores[i]!) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
}

/** One domain each; all but one; all. None twice. */
export function seedMixtures(domains: number): Mixture[] {
  const all = Array.from({ length: domains }, (_, d) => d);
  const equal = (chosen: readonly number[]) => all.map((d) => (chosen.includes(d) ? 1 / chosen.length : 0));
  const made = [...all.map((d) => [d]), ...all.map((d) => all.filter((other) => other !== d)), all]
    .filter((chosen) => chosen.length > 0)
    .map(equal);
  return made.filter((mixture, i) => made.findIndex((one) => one.every((share, d) => share === mixture[d])) === i);
}

const BETTER = 1e-12;

function best(surface: Surface, candidates: Iterable<Mixture>): Predicted {
  let found: Predicted | null = null;
  for (const mixture of candidates) {
    const score = predict(surface, mixture);
    if (!found || score > found.score + BETTER) found = { mixture, score };
  }
  return found!;
}

/** ∂²score/∂w_i∂w_j, the same everywhere. */
function curvature(surface: Surface, domains: number, i: number, j: number): number {
  if (i === j) return 2 * surface[1 + domains + i]!;
  const [low, high] = [Math.min(i, j), Math.max(i, j)];
  // Pairs (0, 1), (0, 2), … (1, 2), …
  return surface[1 + 2 * domains + low * domains - (low * (low + 1)) / 2 + (high - low - 1)]!;
}

/** Where the gradient is the same in all directions of the face, Lagrange; null where that is outside or nowhere. */
function stationary(surface: Surface, domains: number, face: readonly number[]): Mixture | null {
  const rows = [
    ...face.map((i) => [...face.map((j) => curvature(surface, domains, i, j)), -1]),
    [...face.map(() => 1), 0],
  ];
  const y = [...face.map((i) => -surface[1 + i]!), 1];
  const x = solve(rows, y);
  if (rows.some((row, k) => Math.abs(dot(row, x) - y[k]!) > 1e-9)) return null;
  if (face.some((_, k) => x[k]! < 0)) return null;
  return Array.from({ length: domains }, (_, d) => (face.includes(d) ? x[face.indexOf(d)]! : 0));
}

function* faces(surface: Surface, domains: number): Generator<Mixture> {
  const all = Array.from({ length: domains }, (_, d) => d);
  for (const corner of all) yield all.map((d) => (d === corner ? 1 : 0));
  for (let set = 1; set < 2 ** domains; set++) {
    const face = all.filter((d) => (set >> d) & 1);
    const point = face.length > 1 ? stationary(surface, domains, face) : null;
    if (point) yield point;
  }
}

export const bestMixture = (surface: Surface, domains: number): Predicted => best(surface, faces(surface, domains));

function* grid(domains: number, steps: number, left = steps): Generator<Mixture> {
  if (domains === 1) yield [left / steps];
  else
    for (let own = 0; own <= left; own++)
      for (const rest of grid(domains - 1, steps, left - own)) yield [own / steps, ...rest];
}

/** The best of all mixtures whose shares are multiples of 1/steps. */
export const bestOnGrid = (surface: Surface, domains: number, steps: number): Predicted =>
  best(surface, grid(domains, steps));
