// What: the scores of the steps of each rollout, from a signal: one per unit as it is, one per token as the mean over the tokens of
//   each unit, one per rollout as that number for each of its units.
// Shapes: R rollouts; the lists are as long as each rollout has units.
import type { Signal, Units } from '../blocks/signals.ts';

export function stepScores({ shape, values }: Signal, { of, count }: Units, rollouts: number): number[][] {
  const T = of.length / rollouts;
  return Array.from({ length: rollouts }, (_, r) => {
    const own = of.subarray(r * T, (r + 1) * T);
    const units = own.reduce((most, unit) => Math.max(most, unit + 1), 0);
    return Array.from({ length: units }, (_u, u) => {
      if (shape === 'unit') return values[r * count + u]!;
      if (shape !== 'token') return values[r]!;
      const scores = [...own.keys()].filter((t) => own[t] === u).map((t) => values[r * T + t]!);
      return scores.reduce((sum, value) => sum + value, 0) / Math.max(scores.length, 1);
    });
  });
}
