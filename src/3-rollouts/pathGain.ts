// What: what each step of a rollout is worth: by how much it raises the probability of the rest of a gold chain, and the last one how
//   probable it makes the true answer.
// Formula: step i < m: r_i = max over the suffixes s_t of [mean log π(s_t | q, steps 1…i) − mean log π(s_t | q, the same steps masked)];
//   suffixes without tokens are passed over, 0 where none is left, the first of equal ones. Step m: r_m = mean log π(y* | q, rollout).
//   w_i = sigmoid(slope·(i/m − centre))/Σ, path = Σ w_i·r_i.
// Units: nats per token.
// Source: P2S (arXiv 2601.20649), section 3, by summaries of the paper; the mean per token, slope and centre are ours.

export interface StepGains {
  /** [m] */
  readonly steps: readonly number[];
  /** [m − 1] the suffix with the largest gain; null where none has tokens. */
  readonly best: readonly (number | null)[];
}

/** [step][suffix][token] */
export type SuffixLogProbs = readonly (readonly ArrayLike<number>[])[];

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

/** `prefix` and `masked` of the steps but the last, `answer` [token] behind all of them. */
export function stepGains(prefix: SuffixLogProbs, masked: SuffixLogProbs, answer: ArrayLike<number>): StepGains {
  const found = prefix.map((suffixes, i) => {
    let best: { readonly gain: number; readonly t: number } | null = null;
    for (const [t, own] of suffixes.entries()) {
      if (own.length === 0) continue;
      const gain = mean(own) - mean(masked[i]![t]!);
      if (best === null || gain > best.gain) best = { gain, t };
    }
    return best;
  });
  return {
    steps: [...found.map((best) => best?.gain ?? 0), mean(answer)],
    best: found.map((best) => best?.t ?? null),
  };
}

export interface StepSigmoid {
  readonly slope: number;
  /** As a share of the steps. */
  readonly centre: number;
}

/** [m], which add up to 1: later steps count more. */
export function stepWeights(m: number, { slope, centre }: StepSigmoid): number[] {
  const raw = Array.from({ length: m }, (_, i) => 1 / (1 + Math.exp(-slope * ((i + 1) / m - centre))));
  const total = raw.reduce((sum, own) => sum + own, 0);
  return raw.map((own) => own / total);
}

export const pathScore = (steps: readonly number[], weights: readonly number[]): number =>
  steps.reduce((sum, own, i) => sum + weights[i]! * own, 0);

/** Where each of at most `count` equal pieces of `length` tokens ends; none of no tokens. */
export function pieceEnds(length: number, count: number): number[] {
  const pieces = Math.min(count, length);
  return Array.from({ length: pieces }, (_, i) => Math.floor((length * (i + 1)) / pieces));
}
