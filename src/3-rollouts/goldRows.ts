// What: teacher-forced rows in which each turn of a rollout, at its start, is followed by the wrapped gold answer: the tokens up
//   to the turn, what came back in between, wrapper, answer. Before the first turn all rollouts of a place are alike: one row.
// Shapes: P places, N rows per place (padded with empty ones), T' tokens.
// Source: IGPO (arXiv 2510.14967), section 3; one scoring per turn as in its released code, all of them in one batch here.
import type { Observation, Prefix, RowBatch } from '../2-policy/types.ts';
import type { GoldText } from './goldText.ts';
import type { Rollouts } from './types.ts';

/** A row of the batch, and the tokens of the answer in it. */
export interface GoldRow {
  readonly row: number;
  readonly from: number;
  readonly to: number;
  /** The turns that begin with this text: [rollout, turn]. */
  readonly turns: readonly (readonly [rollout: number, turn: number])[];
}

export interface GoldRows {
  readonly batch: RowBatch;
  readonly rows: readonly GoldRow[];
}

interface Start {
  readonly rollout: number;
  /** Tokens of the completion before the turn. */
  readonly after: number;
  readonly turns: GoldRow['turns'];
}

/** The texts of a place that are scored. */
function startsOf(place: number, { generations, turns }: Rollouts): Start[] {
  const rollouts = Array.from({ length: generations }, (_, g) => place * generations + g);
  const first: Start = { rollout: rollouts[0]!, after: 0, turns: rollouts.map((r) => [r, 0]) };
  const later = rollouts.flatMap((rollout) => {
    const looks = (turns?.looks ?? []).filter(({ row }) => row === rollout);
    return looks.map(({ after }, k): Start => ({ rollout, after, turns: [[rollout, k + 1]] }));
  });
  return [first, ...later];
}

/** `golds` [P]. */
export function goldRows(
  prefix: Pick<Prefix, 'lastTokens'>,
  rollouts: Rollouts,
  golds: readonly GoldText[],
  padId: number,
): GoldRows {
  const { tokens, maxTokens, turns } = rollouts;
  const starts = golds.map((_, place) => startsOf(place, rollouts));
  const generations = Math.max(...starts.map(({ length }) => length));
  const written = starts.flatMap((own, place) =>
    own.map(({ rollout, after }, i) => {
      const ids = [...tokens.subarray(rollout * maxTokens, rollout * maxTokens + after), ...golds[place]!.ids];
      return { place, row: place * generations + i, ids };
    }),
  );
  const R = golds.length * generations;
  const T = Math.max(...written.map(({ ids }) => ids.length));
  const lengths = new Int32Array(R);
  const ids = new Int32Array(R * T).fill(padId);
  const inputTokens = new Int32Array(R * T).fill(padId);
  for (const { place, row, ids: own } of written) {
    lengths[row] = own.length;
    ids.set(own, row * T);
    inputTokens.set([prefix.lastTokens[place]!, ...own.slice(0, -1)], row * T);
  }
  const observations = starts.flatMap((own, place) =>
    own.flatMap(({ rollout, after }, i): Observation[] => {
      const seen = (turns?.looks ?? []).filter((look) => look.row === rollout && look.after <= after);
      return seen.map((look) => ({ ...look, row: place * generations + i }));
    }),
  );
  const rows = starts.flatMap((own, place) =>
    own.map(({ after, turns: begun }, i): GoldRow => {
      const { first, ids: gold } = golds[place]!;
      return { row: place * generations + i, from: after + first, to: after + gold.length, turns: begun };
    }),
  );
  const batch = { generations, maxTokens: T, inputTokens, lengths, ids, idsPerToken: 1 };
  return { batch: { ...batch, ...(observations.length > 0 && { observations }) }, rows };
}
