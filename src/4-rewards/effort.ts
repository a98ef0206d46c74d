// What: ARES in numbers: how difficult a question is, how many reasoning triggers suit that difficulty, and what more or fewer of them cost
//   or earn. The triggers themselves: 3-rollouts/triggers.ts.
// Formula: see each function.
// Units: counts; rewards.
// Source: ARES (shawn0728/ARES): examples/reward_function/aepo.py; verl/trainer/ray_trainer.py.

export type Difficulty = 'easy' | 'medium' | 'hard';
export const DIFFICULTIES: readonly Difficulty[] = ['easy', 'medium', 'hard'];

interface Shape {
  readonly margin: number;
  readonly kappa: number;
  readonly temperature: number;
  readonly cap: number;
}
const SHAPES: Readonly<Record<Difficulty, Shape>> = {
  easy: { margin: 0.15, kappa: 2, temperature: 2, cap: 1 },
  medium: { margin: 0.25, kappa: 3, temperature: 2.5, cap: 1 },
  hard: { margin: 0.35, kappa: 4, temperature: 3, cap: 1.2 },
};

/** x²/2k up to k, then x − k/2; 0 for x ≤ 0. */
export const huber = (x: number, k: number): number => (x <= 0 ? 0 : x <= k ? (x * x) / (2 * k) : x - k / 2);
export const saturated = (x: number, temperature: number): number => 1 / (1 + Math.exp(-x / temperature));
export const marginOf = (target: number, share: number): number => Math.max(1, share * Math.max(target, 1));

/** What n valid triggers are worth beside an accuracy. */
export function effortBonus(
  difficulty: Difficulty,
  accuracy: number,
  n: number,
  target: number,
  alpha: number,
): number {
  const { margin, kappa, temperature, cap: factor } = SHAPES[difficulty];
  const d = n - target;
  const m = marginOf(target, margin);
  const cap = alpha * factor;
  const fine = (x: number) => -cap * Math.min(1, huber(x, kappa) / (m + kappa));
  const isRight = accuracy >= 1;
  const exceeding = saturated(Math.max(d - m, 0), temperature);
  if (difficulty === 'hard') {
    if (!isRight) return cap * exceeding;
    return d >= -m
      ? cap * saturated(d + m, temperature)
      : -cap * Math.min(1, (0.5 * huber(-d - m, kappa)) / (m + kappa));
  }
  if (!isRight) return cap * exceeding * (difficulty === 'easy' ? 0.6 : 0.8);
  return fine(Math.max((difficulty === 'easy' ? d : Math.abs(d)) - m, 0));
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);

/** By the mean accuracy of a group. */
export function difficultyOf(accuracies: readonly number[]): Difficulty {
  const share = mean(accuracies);
  return share >= 2 / 3 ? 'easy' : share >= 1 / 3 ? 'medium' : 'hard';
}

export const roundedToEven = (value: number) => {
  const floor = Math.floor(value);
  return value - floor === 0.5 ? floor + (floor % 2 === 0 ? 0 : 1) : Math.round(value);
};

/** The weight of a difficulty's bonus after a batch whose triggers are `gap` more than its target, on average. */
export function movedAlpha(alpha: number, difficulty: Difficulty, gap: number, rate = 0.05, most = 2): number {
  const wanted = difficulty === 'hard' ? -gap : gap;
  return Math.min(Math.max(alpha + rate * wanted, 0), most);
}

export interface EffortGroup {
  readonly accuracy: readonly number[];
  readonly n: readonly number[];
}

/** Targets of the difficulties that occur, and the weights of the bonus after the batch. */
export function effortTargets(groups: readonly EffortGroup[], alpha: Readonly<Record<Difficulty, number>>) {
  const difficulty = groups.map(({ accuracy }) => difficultyOf(accuracy));
  const target: Partial<Record<Difficulty, number>> = {};
  const after: Record<Difficulty, number> = { ...alpha };
  for (const own of DIFFICULTIES) {
    const means = groups.filter((_, k) => difficulty[k] === own).map(({ n }) => mean(n));
    if (means.length === 0) continue;
    const rounded = roundedToEven(mean(means));
    target[own] = rounded;
    after[own] = movedAlpha(alpha[own], own, mean(means) - rounded);
  }
  return { difficulty, target, alpha: after };
}
