// What: cuts the padding that no row needs: T becomes the longest row of the batch; and puts scores back.
// Shapes: [R × T × K] ↔ [R × T' × K], T' ≤ T, T' ≥ 1.
import type { RowBatch } from '../types.ts';
import type { RowPass } from './rowPass.ts';

export function trimColumns<A extends Float32Array | Int32Array>(values: A, rows: number, from: number, to: number): A {
  if (from === to) return values;
  const made = new (values.constructor as new (n: number) => A)(rows * to);
  const width = Math.min(from, to);
  for (let r = 0; r < rows; r++) made.set(values.subarray(r * from, r * from + width), r * to);
  return made;
}

export function trimRows(batch: RowBatch): RowBatch {
  const { lengths, maxTokens, idsPerToken: K, inputTokens, ids } = batch;
  const longest = Math.max(1, ...lengths);
  if (longest >= maxTokens) return batch;
  const R = lengths.length;
  return {
    ...batch,
    maxTokens: longest,
    inputTokens: trimColumns(inputTokens, R, maxTokens, longest),
    ids: trimColumns(ids, R, maxTokens * K, longest * K),
  };
}

/** The same for all that a pass brings along. */
export function trimPass(pass: RowPass): RowPass {
  const { batch, coefficients, outside } = pass;
  const short = trimRows(batch);
  if (short === batch) return pass;
  const { lengths, maxTokens: T, idsPerToken: K } = batch;
  const R = lengths.length;
  const S = short.maxTokens;
  return {
    ...pass,
    batch: short,
    ...(coefficients && {
      coefficients: {
        coef: trimColumns(coefficients.coef, R, T * K, S * K),
        coefEntropy: trimColumns(coefficients.coefEntropy, R, T, S),
      },
    }),
    ...(outside && {
      outside: { ...outside, places: outside.places.map((place) => Math.floor(place / T) * S + (place % T)) },
    }),
  };
}
