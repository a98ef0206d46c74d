// What: how strongly a difficulty's answers are held to the reference: more where their KL is above its target, less where it is below.
// Formula: KL average = 0.97·old + 0.03·new (from the first value on); e = average/target − 1; in every interval-th update, unless
//   |e| < 0.02: error = 0.03·e + 0.97·error, log beta += rate·clip(error, ±0.2), beta in [1e-4, 100].
// Units: nats; beta multiplies the coefficient of the KL.
// Source: ARES (shawn0728/ARES), verl/workers/actor/dp_actor.py, _update_beta_per_bucket.

export interface KlState {
  readonly beta: number;
  /** Moving average of the KL; null before the first. */
  readonly kl: number | null;
  /** Moving average of the error, which only ticks move. */
  readonly error: number;
}
export const KL_START: KlState = { beta: 1, kl: null, error: 0 };

const DECAY = 0.97;
const DEAD_ZONE = 0.02;
const MOST_ERROR = 0.2;
const [LEAST_BETA, MOST_BETA] = [1e-4, 100];

const clip = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

/** One update with the mean KL of a difficulty (null: none of its answers); `isTick`: beta moves in this update. */
export function movedBeta(
  { beta, kl: before, error }: KlState,
  kl: number | null,
  isTick: boolean,
  { target = 0.01, rate = 0.05 }: { readonly target?: number; readonly rate?: number } = {},
): KlState {
  const average = kl === null ? before : before === null ? kl : DECAY * before + (1 - DECAY) * kl;
  const gap = (average ?? target) / target - 1;
  if (kl === null || !isTick || Math.abs(gap) < DEAD_ZONE) return { beta, kl: average, error };
  const smooth = (1 - DECAY) * gap + DECAY * error;
  const moved = beta * Math.exp(rate * clip(smooth, -MOST_ERROR, MOST_ERROR));
  return { beta: clip(moved, LEAST_BETA, MOST_BETA), kl: average, error: smooth };
}
