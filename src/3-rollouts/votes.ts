// What: pseudo-labels by votes: the rollouts of a prompt vote with their confidence, each subgroup hears a random part of them, and
//   the size of the subgroups is chosen for the batch.
// Formula: confidence of a token = −log p, rounded to 3 decimals (the mean of those given, where several are); of a step the mean over
//   its tokens, of a rollout the mean over its steps. label = the answer with the largest sum of confidences; the first seen on a
//   tie; 'None' where nobody answered. Rollouts without an answer leave the answers but not the confidences: those behind them get
//   the confidence of an earlier one. Size: of those that no other beats in both reward rate r and diversity d the one with the
//   smallest √(λ(1 − r′)² + (1 − λ)(1 − d′)²), r′ and d′ min-max over them (+ 1e-8); the first on a tie.
// Units: nats (confidence: high = UNLIKELY text, as released, where the authors ask for the sampled token's log-prob alone).
// Source: SCOPE-TTRL (szu-tera/SCOPE, verl/trainer/ppo/grouputils.py, ray_trainer.py, myutils.py).

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Halves to even, as Python's round does with numbers that it can show exactly; JavaScript rounds them up. */
export const tokenConfidence = (logProbs: readonly number[]): number => {
  const scaled = 1000 * -mean(logProbs);
  const floor = Math.floor(scaled);
  const isHalf = scaled - floor === 0.5;
  return (isHalf ? floor + (floor % 2 === 0 ? 0 : 1) : Math.round(scaled)) / 1000;
};

/** Half-open steps; each ends behind a separator, and an empty last one is dropped. */
export function stepsOf(separators: readonly number[], tokens: number): [number, number][] {
  const ends = [...separators.map((at) => at + 1), tokens];
  return ends
    .map((end, k): [number, number] => [k === 0 ? 0 : ends[k - 1]!, end])
    .filter(([start, end]) => start < end);
}

/** 0 where there is no token. */
export const rolloutConfidence = (tokens: readonly number[], steps: readonly (readonly [number, number])[]): number =>
  steps.length === 0 ? 0 : mean(steps.map(([start, end]) => mean(tokens.slice(start, end))));

/** What a vote without any answer gives. */
export const NOBODY = 'None';

export function voted(answers: readonly (string | null)[], confidence: readonly number[]): string {
  const sums = new Map<string, number>();
  const given = answers.filter((answer) => answer !== null);
  given.forEach((answer, k) => sums.set(answer, (sums.get(answer) ?? 0) + confidence[k]!));
  let best: readonly [string, number] | null = null;
  for (const one of sums) if (best === null || one[1] > best[1]) best = one;
  return best?.[0] ?? NOBODY;
}

/** The label of each rollout of a prompt; `heard[s]` are the rollouts that subgroup s hears. */
export function labelsOf(
  answers: readonly (string | null)[],
  confidence: readonly number[],
  heard: readonly (readonly number[])[],
): string[] {
  const size = answers.length / heard.length;
  return heard.flatMap((own) => {
    const label = voted(
      own.map((r) => answers[r]!),
      own.map((r) => confidence[r]!),
    );
    return Array.from({ length: size }, () => label);
  });
}

export interface SizeCandidate {
  readonly size: number;
  /** Share of rollouts that agree with their label. */
  readonly rate: number;
  /** Different labels per prompt, on average. */
  readonly diversity: number;
}

export interface SizeChoice {
  readonly front: readonly SizeCandidate[];
  readonly chosen: SizeCandidate;
  readonly distance: number;
}

export function chooseSize(candidates: readonly SizeCandidate[], lambda: number): SizeChoice {
  const beats = (a: SizeCandidate, b: SizeCandidate) =>
    a.rate >= b.rate && a.diversity >= b.diversity && (a.rate > b.rate || a.diversity > b.diversity);
  const front = candidates.filter((own) => !candidates.some((other) => beats(other, own)));
  const scaled = (of: (one: SizeCandidate) => number) => {
    const values = front.map(of);
    const least = Math.min(...values);
    return values.map((value) => (value - least) / (Math.max(...values) - least + 1e-8));
  };
  const [rates, diversities] = [scaled(({ rate }) => rate), scaled(({ diversity }) => diversity)];
  const distances = front.map((_, k) =>
    Math.sqrt(lambda * (1 - rates[k]!) ** 2 + (1 - lambda) * (1 - diversities[k]!) ** 2),
  );
  const at = distances.indexOf(Math.min(...distances));
  return { front, chosen: front[at]!, distance: distances[at]! };
}
