// What: rows with observations (crops, tool results) as rows of one plain length: every observation gets places of its own
//   between the tokens that the policy wrote, its embeddings go in there, and nothing is asked there (coefficient 0).
//   Scores come back to the tokens they belong to. Rows without observations pass untouched.
// Formula: own token t of a row is at place t + Σ sizes of the observations before it; the input of a place is what stands
//   at the place before it.
// Shapes: [R × T × K] of own tokens ↔ [R × T' × K], T' = the longest row with its observations.
import type { RowPass } from './rowPass.ts';
import type { Observation, RowScores } from '../types.ts';

export interface WideRows {
  readonly pass: RowPass;
  /** [R × T] wide place of every own token, −1 behind the end of its row. */
  readonly places: Int32Array;
}

/** One row as a list: an own token by its index, or one slot of an observation by its embedding. */
type Slot = { readonly own: number } | { readonly embed: Float32Array };

function slotsOf(length: number, observations: readonly Observation[], D: number): Slot[] {
  const slots: Slot[] = [];
  for (let t = 0; t < length; t++) {
    for (const { embeds } of observations.filter(({ after }) => after === t))
      for (let at = 0; at < embeds.length; at += D) slots.push({ embed: embeds.subarray(at, at + D) });
    slots.push({ own: t });
  }
  return slots;
}

function check({ row, after, embeds }: Observation, lengths: Int32Array, D: number): void {
  if (row < 0 || row >= lengths.length) throw new Error(`An observation belongs to row ${row} of ${lengths.length}.`);
  if (embeds.length === 0 || embeds.length % D !== 0)
    throw new Error(`An observation of row ${row} has ${embeds.length} numbers, which is not a multiple of ${D}.`);
  if (after < 1 || after >= lengths[row]!)
    throw new Error(`An observation follows token ${after} of row ${row}, which has ${lengths[row]} tokens.`);
}

export function widen(pass: RowPass, D: number): WideRows | null {
  const { batch, coefficients } = pass;
  const { lengths, maxTokens: T, idsPerToken: K, inputTokens, ids, observations } = batch;
  if (!observations || observations.length === 0) return null;
  for (const observation of observations) check(observation, lengths, D);
  const R = lengths.length;
  const rows = Array.from(lengths, (length, r) =>
    slotsOf(
      length,
      observations.filter(({ row }) => row === r),
      D,
    ),
  );
  const W = Math.max(1, ...rows.map((slots) => slots.length));
  const places = new Int32Array(R * T).fill(-1);
  const wide = {
    inputTokens: new Int32Array(R * W),
    ids: new Int32Array(R * W * K),
    coef: new Float32Array(R * W * K),
    coefEntropy: new Float32Array(R * W),
  };
  const outside: { place: number; embed: Float32Array }[] = [];
  rows.forEach((slots, r) =>
    slots.forEach((slot, w) => {
      const place = r * W + w;
      const before = slots[w - 1];
      if (before && 'embed' in before) outside.push({ place, embed: before.embed });
      else wide.inputTokens[place] = inputTokens[r * T + (before ? before.own + 1 : 0)]!;
      if (!('own' in slot)) return;
      const own = r * T + slot.own;
      places[own] = place;
      wide.ids.set(ids.subarray(own * K, (own + 1) * K), place * K);
      if (!coefficients) return;
      wide.coef.set(coefficients.coef.subarray(own * K, (own + 1) * K), place * K);
      wide.coefEntropy[place] = coefficients.coefEntropy[own]!;
    }),
  );
  const embeds = new Float32Array(outside.length * D);
  outside.forEach(({ embed }, n) => embeds.set(embed, n * D));
  const { generations } = batch;
  const { coef, coefEntropy, inputTokens: inputs, ids: asked } = wide;
  return {
    places,
    pass: {
      ...pass,
      batch: {
        ...{ generations, maxTokens: W, inputTokens: inputs, ids: asked, idsPerToken: K },
        lengths: Int32Array.from(rows, (slots) => slots.length),
      },
      outside: { places: Int32Array.from(outside, ({ place }) => place), embeds },
      ...(coefficients && { coefficients: { coef, coefEntropy } }),
    },
  };
}

/** Scores of wide rows, back at the own tokens. */
export function narrow({ logProbs, entropies }: RowScores, places: Int32Array, K: number): RowScores {
  const own = { logProbs: new Float32Array(places.length * K), entropies: new Float32Array(places.length) };
  places.forEach((place, at) => {
    if (place < 0) return;
    own.logProbs.set(logProbs.subarray(place * K, (place + 1) * K), at * K);
    own.entropies[at] = entropies[place]!;
  });
  return own;
}
