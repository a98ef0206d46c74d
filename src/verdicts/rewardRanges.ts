// What: between which numbers the reward of a run can lie, from the ranges that the rewards declare and their weights; and how many answers
//   a history stands for.
// Formula: Σ_k min(w_k·a_k, w_k·b_k) … Σ_k max(w_k·a_k, w_k·b_k) over the rewards with weight ≠ 0 and range [a_k, b_k].
import type { Config } from '../config/config.ts';
import { rewardFacts, rewardsKnown } from '../config/rewardUses.ts';
import { rewardUsesOf } from '../config/uses.ts';

export type Range = readonly [least: number, most: number];

/** Larger ones stand for "no bound". */
const BOUND = 1000;

export interface Column {
  readonly as: string;
  readonly weight: number;
  /** null = no bound is known. */
  readonly range: Range | null;
}

const known = new WeakMap<Config, { readonly rewards: object; readonly columns: readonly Column[] }>();

/** The same list until a setting or an own reward changes. */
export function columnsOf(config: Config): readonly Column[] {
  const before = known.get(config);
  if (before?.rewards === rewardsKnown()) return before.columns;
  const columns = rewardUsesOf(config).map(({ block, as, weight }) => {
    const range = rewardFacts(block)?.range ?? null;
    return { as, weight, range: range && range.some((end) => Math.abs(end) > BOUND) ? null : range };
  });
  known.set(config, { rewards: rewardsKnown(), columns });
  return columns;
}

/** null where a reward has no bound, or blocks make something else of the columns. */
export function rewardRange(config: Config): Range | null {
  if (config.composition.compose.length > 0) return null;
  const paid = columnsOf(config).filter(({ weight }) => weight !== 0);
  if (paid.length === 0 || paid.some(({ range }) => range === null)) return null;
  const ends = paid.map(({ weight, range }) => range!.map((end) => weight * end));
  return [
    ends.reduce((sum, pair) => sum + Math.min(...pair), 0),
    ends.reduce((sum, pair) => sum + Math.max(...pair), 0),
  ];
}

/** Answers in so many steps. */
export const answersIn = ({ data }: Config, steps: number): number => steps * data.generation_batch_size;

/**
 * Whether all rewards of a step were 0 or 1: then, and for rewards from 0 to 1 only then, Σr² = Σr, so the variance (n − 1) is
 * m·(1 − m)·n/(n − 1).
 */
export function isZeroOne(mean: number, std: number, answers: number): boolean {
  const variance = (mean * (1 - mean) * answers) / (answers - 1);
  return mean >= 0 && mean <= 1 && Math.abs(std ** 2 - variance) <= 1e-4;
}
