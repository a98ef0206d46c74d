// What: teacher-forced rows in which each rollout, cut off behind each of its steps, is followed by the cue with the gold answer.
// Shapes: P places, N rows per place (padded with empty ones), T' tokens.
// Source: SPAE (arXiv 2601.03823), probing at step boundaries.
import type { Observation, Prefix, RowBatch } from '../2-policy/types.ts';
import type { Units } from '../blocks/signals.ts';
import type { GoldText } from './goldText.ts';
import type { Rollouts } from './types.ts';

export interface StepRow {
  readonly row: number;
  /** The tokens of the answer in the row. */
  readonly from: number;
  readonly to: number;
  readonly rollout: number;
  readonly unit: number;
}

/** [R][units] tokens of each rollout up to the end of its unit. */
export function unitEnds({ of }: Units, { lengths, maxTokens }: Pick<Rollouts, 'lengths' | 'maxTokens'>): number[][] {
  return Array.from(lengths, (length, r) => {
    const ends: number[] = [];
    for (let t = 0; t < length; t++) {
      const unit = of[r * maxTokens + t]!;
      if (unit >= 0) ends[unit] = t + 1;
    }
    return ends;
  });
}

/** `golds` [P]; null where no rollout has a step. */
export function stepRows(
  prefix: Pick<Prefix, 'lastTokens'>,
  rollouts: Rollouts,
  units: Units,
  golds: readonly GoldText[],
  padId: number,
): { readonly batch: RowBatch; readonly rows: readonly StepRow[] } | null {
  const { tokens, maxTokens, generations: G, turns } = rollouts;
  const ends = unitEnds(units, rollouts);
  const cuts = golds.map((gold, place) =>
    ends.slice(place * G, (place + 1) * G).flatMap((own, g) =>
      own.map((after, unit) => {
        const rollout = place * G + g;
        const start = tokens.subarray(rollout * maxTokens, rollout * maxTokens + after);
        return { rollout, unit, after, gold, ids: [...start, ...gold.ids] };
      }),
    ),
  );
  const generations = Math.max(...cuts.map(({ length }) => length));
  if (generations === 0) return null;
  const T = Math.max(...cuts.flat().map(({ ids }) => ids.length));
  const lengths = new Int32Array(golds.length * generations);
  const ids = new Int32Array(lengths.length * T).fill(padId);
  const inputTokens = new Int32Array(lengths.length * T).fill(padId);
  const rows: StepRow[] = [];
  const observations: Observation[] = [];
  cuts.forEach((own, place) =>
    own.forEach(({ rollout, unit, after, gold, ids: written }, i) => {
      const row = place * generations + i;
      lengths[row] = written.length;
      ids.set(written, row * T);
      inputTokens.set([prefix.lastTokens[place]!, ...written.slice(0, -1)], row * T);
      rows.push({ row, from: after + gold.first, to: after + gold.ids.length, rollout, unit });
      const seen = (turns?.looks ?? []).filter((look) => look.row === rollout && look.after <= after);
      observations.push(...seen.map((look) => ({ ...look, row })));
    }),
  );
  const batch = { generations, maxTokens: T, inputTokens, lengths, ids, idsPerToken: 1 };
  return { batch: { ...batch, ...(observations.length > 0 && { observations }) }, rows };
}
