// What: the rows of some places of a batch, as a batch of their own, and their numbers back at the places of the whole.
// Shapes: G rows per place, T tokens.
import type { RowBatch } from '../2-policy/types.ts';

export function rowsOfPlaces(batch: RowBatch, places: readonly number[]): RowBatch {
  const { generations: G, maxTokens: T, idsPerToken: K, observations = [] } = batch;
  const rows = places.flatMap((place) => Array.from({ length: G }, (_, g) => place * G + g));
  const pick = (values: Int32Array, width: number) => {
    const picked = new Int32Array(rows.length * width);
    rows.forEach((row, i) => picked.set(values.subarray(row * width, (row + 1) * width), i * width));
    return picked;
  };
  const seen = observations.flatMap((one) => (rows.includes(one.row) ? [{ ...one, row: rows.indexOf(one.row) }] : []));
  return {
    ...batch,
    inputTokens: pick(batch.inputTokens, T),
    lengths: pick(batch.lengths, 1),
    ids: pick(batch.ids, T * K),
    observations: seen,
  };
}

/** [N × T] of some places → [R × T], 0 at all others. */
export function backToRows(values: Float32Array, places: readonly number[], perPlace: number, size: number) {
  const whole = new Float32Array(size);
  places.forEach((place, i) => whole.set(values.subarray(i * perPlace, (i + 1) * perPlace), place * perPlace));
  return whole;
}
