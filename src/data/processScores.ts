// What: how far the steps of an answer agree with its outcome, and which answers of a group are kept: right ones with good steps
//   and wrong ones with bad steps, as many of the ones as of the others where there are enough.
// Formula: paper: r_pro = (mean step score − lambda·1[one step, or at least most + 1])·(+1 right, −1 wrong); of n answers m = n − remove
//   stay, k+ right and k− wrong with k+ + k− = m and k+·k− as large as it can be (a tie: more right ones), those with the highest r_pro.
//   code: score = mean of 2·(s − b)·(2·outcome − 1), b = mean of all step scores of the batch, 0 without steps; less lambda where
//   there are fewer than 2 steps or more than `most`. p = min(remove, round((right − wrong + remove)/2)), halves to even. p > 0: the
//   min(p, right) lowest right ones go, and remove − that many wrong ones; else `remove` wrong ones. What is neither right (1) nor
//   wrong (0) goes too, as soon as anything does.
// Units: as the step scores. Ties go by the order of the rollouts.
// Source: PROF (arXiv 2509.03403v2, section 3); amazon-science/PROF-GRPO, prof_ray_trainer.py, filter_trajectories.

export type Follows = 'paper' | 'code';

export interface ProcessRules {
  readonly follows: Follows;
  /** Answers of each group that go. */
  readonly remove: number;
  /** What an answer with too few or too many steps pays. */
  readonly lambda: number;
  /** The most steps that are not too many. */
  readonly most: number;
}

/** A wrong answer's place in a random order; absent = by score. */
export type Chance = (r: number) => number;

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);

/** b of the released code. */
export const batchMean = (steps: readonly (readonly number[])[]): number => mean(steps.flat());

/** Scores before the fine (code). */
export function centredScores(steps: readonly (readonly number[])[], outcomes: readonly number[]): number[] {
  const centre = batchMean(steps);
  return steps.map((own, r) => mean(own.map((score) => 2 * (score - centre) * (2 * outcomes[r]! - 1))));
}

/** What the answers of each side are ranked by: r_pro (paper) or the critic (code). */
export function processScores(
  steps: readonly (readonly number[])[],
  outcomes: readonly number[],
  { follows, lambda, most }: ProcessRules,
): number[] {
  if (follows === 'code') {
    const fine = ({ length }: readonly number[]) => (length < 2 || length > most ? lambda : 0);
    return centredScores(steps, outcomes).map((score, r) => score - fine(steps[r]!));
  }
  return steps.map((own, r) => {
    const fine = own.length === 1 || own.length > most ? lambda : 0;
    return (mean(own) - fine) * (outcomes[r] === 1 ? 1 : -1);
  });
}

/** Halves to even, as Python. */
function rounded(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** How many right ones stay: k+·k− as large as it can be, and of two such the larger k+. */
function rightToKeep(right: number, wrong: number, kept: number): number {
  const options = Array.from({ length: kept + 1 }, (_, k) => k).filter((k) => k <= right && kept - k <= wrong);
  return options.reduce((best, k) => (k * (kept - k) >= best * (kept - best) ? k : best), options[0] ?? 0);
}

/** The rollouts of one group that stay, in their order. */
export function keptOf(
  group: readonly number[],
  scores: readonly number[],
  outcomes: readonly number[],
  rules: ProcessRules,
  chance?: Chance,
): number[] {
  const remove = Math.min(rules.remove, group.length);
  if (remove <= 0) return [...group];
  const isRight = (r: number) => outcomes[r] === 1;
  const isWrong = (r: number) => (rules.follows === 'code' ? outcomes[r] === 0 : !isRight(r));
  const wrongKey = chance ?? ((r: number) => scores[r]!);
  const ascending = (rows: readonly number[], key: Chance) => rows.toSorted((a, b) => key(a) - key(b));
  const descending = (rows: readonly number[], key: Chance) => rows.toSorted((a, b) => key(b) - key(a));
  const [right, wrong] = [group.filter(isRight), group.filter(isWrong)];
  const inOrder = (rows: readonly number[]) => rows.toSorted((a, b) => a - b);
  if (rules.follows === 'paper') {
    const kept = group.length - remove;
    const count = rightToKeep(right.length, wrong.length, kept);
    const best = descending(right, (r) => scores[r]!).slice(0, count);
    return inOrder([...best, ...descending(wrong, wrongKey).slice(0, kept - count)]);
  }
  const share = Math.min(remove, rounded((right.length - wrong.length + remove) / 2));
  const fromRight = Math.min(Math.max(share, 0), right.length);
  return inOrder([
    ...ascending(right, (r) => scores[r]!).slice(fromRight),
    ...ascending(wrong, wrongKey).slice(remove - fromRight),
  ]);
}
