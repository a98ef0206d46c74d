// What: RECAP's weights of K objectives, from what each of them has been over the last steps.
// Formula: follows paper: L = the last 2W losses of an objective, μ~ and μ the means of their first and second half, σ² = Σ (L − μ)²/(2W − 1)
//   over all 2W around the CURRENT mean μ; c = μ~/(μ + 1e-15) (above 1: still falling), i = σ/(μ + μ~ + 1e-15); s = c + i;
//   λ = K·softmax(s/T). While an objective has fewer than 2W losses, all λ are 1.
//   follows code: x = the last 2W values (mean rewards in the branch rl, losses in sft), an odd one dropped at the old end;
//   c = Σ first half/(Σ second half + 1e-15) in rl, the inverse in sft, 1 for a single value; i = population std/(mean + 1e-15);
//   λ = K·(α·softmax(c/T) + (1 − α)·softmax(i/T)), from the first value on.
// Units: λ has mean 1. A loss of exactly 0 in the newer half gives c ≈ 1e14, which takes all the weight.
// Source: RECAP (arXiv 2510.21978), section 4; VietHoang1512/recap, src/open_r1/trainers/mixed_trainer.py.

const EPSILON = 1e-15;

export type History = Readonly<Record<string, readonly number[]>>;
export type Branch = 'rl' | 'sft';

export interface WeightSettings {
  readonly follows: 'paper' | 'code';
  /** W */
  readonly window: number;
  /** T */
  readonly temperature: number;
  /** Code only: share of the convergence rate. */
  readonly alpha: number;
  /** Code only: values are rewards, or losses. */
  readonly branch: Branch;
}

export interface ObjectiveWeight {
  readonly lambda: number;
  /** Convergence rate and instability; null while the history is too short. */
  readonly c: number | null;
  readonly i: number | null;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]) => sum(values) / values.length;

function softmax(scores: readonly number[]): number[] {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const total = sum(powers);
  return powers.map((power) => power / total);
}

function paperRates(losses: readonly number[], window: number) {
  const [old, now] = [mean(losses.slice(0, window)), mean(losses.slice(window))];
  const sigma = Math.sqrt(sum(losses.map((loss) => (loss - now) ** 2)) / (2 * window - 1));
  return { c: old / (now + EPSILON), i: sigma / (now + old + EPSILON) };
}

function codeRates(last: readonly number[], branch: Branch) {
  const half = Math.floor(last.length / 2);
  const values = half > 0 ? last.slice(-2 * half) : last;
  const [first, second] = [sum(values.slice(0, half)), sum(values.slice(half))];
  const ratio = branch === 'rl' ? first / (second + EPSILON) : second / (first + EPSILON);
  const middle = mean(values);
  const std = Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
  return { c: half === 0 ? 1 : ratio, i: std / (middle + EPSILON) };
}

/** One weight per objective; objectives without any value have none in `code`. */
export function objectiveWeights(history: History, settings: WeightSettings): Record<string, ObjectiveWeight> {
  const { follows, window, temperature, alpha, branch } = settings;
  const names = Object.keys(history);
  const last = names.map((name) => history[name]!.slice(-2 * window));
  const K = names.length;
  if (K === 0) return {};
  const named = (
    lambdas: readonly number[],
    rates: readonly { readonly c: number | null; readonly i: number | null }[],
  ) => Object.fromEntries(names.map((name, k) => [name, { lambda: K * lambdas[k]!, ...rates[k]! }]));
  if (follows === 'code') {
    const rates = last.map((values) => codeRates(values, branch));
    const [ofC, ofI] = [softmax(rates.map(({ c }) => c / temperature)), softmax(rates.map(({ i }) => i / temperature))];
    return named(
      ofC.map((share, k) => alpha * share + (1 - alpha) * ofI[k]!),
      rates,
    );
  }
  if (last.some(({ length }) => length < 2 * window)) {
    const none = { c: null, i: null };
    return named(
      names.map(() => 1 / K),
      names.map(() => none),
    );
  }
  const rates = last.map((losses) => paperRates(losses, window));
  return named(softmax(rates.map(({ c, i }) => (c + i) / temperature)), rates);
}
