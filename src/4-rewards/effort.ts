// What: ARES in numbers: how many reasoning triggers a rollout has whose following tokens are uncertain, how many suit the difficulty
//   of its question, and what more or fewer of them cost or earn.
// Formula: entropy −Σ p·log p over the top log-probs, plus −tail·log(tail) for the count; window of a trigger = mean entropy of the next
//   `window` tokens (none if fewer remain); valid if ≥ threshold; soft cost = Σ over valid of (mean − threshold). Bonus and controllers:
//   see each function.
// Units: nats; counts.
// Source: ARES (shawn0728/ARES): examples/reward_function/aepo.py; verl/trainer/ray_trainer.py; vllm_rollout_spmd.py; dp_actor.py.

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

const roundedToEven = (value: number) => {
  const floor = Math.floor(value);
  return value - floor === 0.5 ? floor + (floor % 2 === 0 ? 0 : 1) : Math.round(value);
};

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
    const gap = own === 'hard' ? rounded - mean(means) : mean(means) - rounded;
    target[own] = rounded;
    after[own] = Math.min(Math.max(alpha[own] + 0.05 * gap, 0), 2);
  }
  return { difficulty, target, alpha: after };
}

/** Of a distribution whose largest log-probs are given. */
export function tokenEntropy(logProbs: readonly number[], withTail: boolean): number {
  const seen = logProbs.reduce((sum, log) => sum + Math.exp(log), 0);
  const head = -logProbs.reduce((sum, log) => sum + Math.exp(log) * log, 0);
  const tail = Math.max(1 - seen, 0);
  return head - (withTail && tail > 0 ? tail * Math.log(tail) : 0);
}

/** The 95th percentile, between neighbours in a straight line. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const next = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return sorted[below]! + (at - below) * (next - sorted[below]!);
}

/** The window means of a rollout; a position with too few followers repeats the mean of those before it. */
export function windowMeans(entropies: readonly number[], window: number): number[] {
  const means: number[] = [];
  entropies.forEach((own, t) => {
    const next = entropies.slice(t + 1, t + 1 + window);
    means.push(next.length === window ? mean(next) : means.length > 0 ? mean(means) : own);
  });
  return means;
}

export function countTriggers(
  entropies: readonly number[],
  triggers: readonly number[],
  window: number,
  threshold: number,
) {
  const means = triggers
    .map((t) => entropies.slice(t + 1, t + 1 + window))
    .filter(({ length }) => length === window)
    .map(mean);
  const valid = means.filter((own) => own >= threshold);
  return {
    valid: valid.length,
    invalid: means.length - valid.length,
    cost: valid.reduce((sum, own) => sum + own - threshold, 0),
  };
}

/** The threshold after a batch; null before the first. */
export function movedThreshold(before: number | null, samples: readonly number[]): number {
  const median = percentile(samples, 0.5);
  return before === null ? median : 0.99 * before + 0.01 * median;
}

export interface KlState {
  readonly beta: number;
  /** Moving average of the KL; null before the first. */
  readonly kl: number | null;
  readonly error: number;
}
export const KL_START: KlState = { beta: 1, kl: null, error: 0 };

/** One call with the mean KL of a difficulty (null: none of its samples); `isTick`: beta moves in this call. */
export function movedBeta({ beta, kl: before, error }: KlState, kl: number | null, isTick: boolean): KlState {
  const average = kl === null ? before : before === null ? kl : 0.97 * before + 0.03 * kl;
  if (average === null || !isTick) return { beta, kl: average, error };
  const gap = average / 0.01 - 1;
  if (Math.abs(gap) < 0.02) return { beta, kl: average, error };
  const smooth = 0.03 * gap + 0.97 * error;
  const moved = beta * Math.exp(0.05 * Math.min(Math.max(smooth, -0.2), 0.2));
  return { beta: Math.min(Math.max(moved, 1e-4), 100), kl: average, error: smooth };
}
