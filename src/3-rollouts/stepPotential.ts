// What: how far the reasoning has come at the end of each of its steps: from the probability of the gold answer there, and from how
//   sure the model is.
// Formula: Phi = 1.5·acc·conf + 0.5·acc − conf: near 0 while exploring, 1 where right and sure, −1 where wrong and sure. Of K gold
//   tokens with the log-probs l_k and the entropies H_k: acc = exp(Σ l_k)/K, conf = exp(−Σ H_k)/K as released (at most 1/K each), or
//   acc = exp(mean l_k), conf = exp(−mean H_k) as in the paper; equal for K = 1. A step is saturated where Phi > 0.9. No epsilon.
// Units: acc and conf in 0…1, Phi in −1…1; log-probs and entropies in nats.
// Source: SPAE (arXiv 2601.03823); cii030/SPAE-RL, inference/probe_mechanism_example.py.

export type Follows = 'paper' | 'code';

export interface AnswerCue {
  readonly acc: number;
  readonly conf: number;
}

export const SATURATED = 0.9;

/** null where nothing can be compared. */
export function answerCue(
  logProbs: ArrayLike<number>,
  entropies: ArrayLike<number>,
  follows: Follows,
): AnswerCue | null {
  const K = logProbs.length;
  if (K === 0) return null;
  const [logProb, entropy] = [logProbs, entropies].map((values) =>
    Array.from(values).reduce((sum, own) => sum + own, 0),
  );
  if (follows === 'paper') return { acc: Math.exp(logProb! / K), conf: Math.exp(-entropy! / K) };
  return { acc: Math.exp(logProb!) / K, conf: Math.exp(-entropy!) / K };
}

/** Mean over the continuations; one that shows nothing adds 0. */
export function meanCue(cues: readonly (AnswerCue | null)[], count = cues.length): AnswerCue {
  const mean = (of: keyof AnswerCue) => cues.reduce((sum, cue) => sum + (cue?.[of] ?? 0), 0) / Math.max(count, 1);
  return { acc: mean('acc'), conf: mean('conf') };
}

export const potential = ({ acc, conf }: AnswerCue): number => 1.5 * acc * conf + 0.5 * acc - conf;

/** What each step changed; the first one nothing. */
export const potentialGains = (potentials: readonly number[]): number[] =>
  potentials.map((value, u) => (u === 0 ? 0 : value - potentials[u - 1]!));

/** The first step at whose end the potential is above; −1 = none. */
export const firstSaturated = (potentials: ArrayLike<number>, above = SATURATED): number =>
  Array.from(potentials).findIndex((value) => value > above);

export interface Solving {
  /** Up to the end of the first saturated step, and from there to the end of the thinking; 0 where it is wrong or never saturated. */
  readonly solving: number;
  readonly checking: number;
  /** Some step was saturated, and the answer is wrong all the same. */
  readonly rightToWrong: boolean;
}

/** `ends`: where each step ends; `end`: where the thinking does. */
export function solvingOf(
  potentials: ArrayLike<number>,
  ends: readonly number[],
  end: number,
  isRight: boolean,
  above = SATURATED,
): Solving {
  const first = firstSaturated(potentials, above);
  if (first < 0 || !isRight) return { solving: 0, checking: 0, rightToWrong: first >= 0 };
  return { solving: ends[first]!, checking: end - ends[first]!, rightToWrong: false };
}
