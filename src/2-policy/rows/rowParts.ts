// What: a pass over many rows in parts that are worked on one after the other, so that its memory stays bounded however many rows a step
//   has. A block is a run of distinct prompts with all their rows; where the rows of one prompt are too many for one part, the block
//   has several. Prompts whose coefficients are all 0 (their groups tied, and nothing else is in the loss) form blocks of their own.
// Shapes: rows r0 … r1 − 1 of [R × T]; views, nothing is copied but columns that are cut.
// Measured (Pocket, WASM, one thread, 32 rows × 20 tokens, CPU time): parts of 160 or 320 tokens, which would fit the cache of a core, are no
//   faster than one of 640.
import type { RowBatch } from '../types.ts';
import type { RowPass } from './rowPass.ts';

/** Tokens of a part at most; one row may have more. Three times those of the default step, which stays one part. */
export const PART_TOKENS = 2048;

export interface RowPart {
  readonly pass: RowPass;
  /** Where its first row is in the whole batch. */
  readonly firstRow: number;
}

export interface RowBlock {
  readonly parts: readonly RowPart[];
  /** No token of it moves θ. */
  readonly isFlat: boolean;
}

/** One block of one part where the prompts' keys and values lie on the device. Rows have no observations (widenRows.ts). */
export function rowBlocks(whole: RowPass, partTokens: number): readonly RowBlock[] {
  const { prefix, batch } = whole;
  const { distinct } = prefix;
  const rows = batch.lengths.length / distinct;
  const tokens = rows * Math.max(1, ...batch.lengths);
  const flat = Array.from({ length: distinct }, (_, u) => isFlat(whole, u * rows, (u + 1) * rows));
  const [isFirstFlat] = flat;
  const isEven = flat.every((own) => own === isFirstFlat);
  if (!prefix.onHost || (isEven && distinct * tokens <= partTokens))
    return [{ parts: [{ pass: whole, firstRow: 0 }], isFlat: isEven && isFirstFlat === true }];
  const most = Math.max(1, Math.floor(partTokens / tokens));
  const blocks: RowBlock[] = [];
  for (let first = 0; first < distinct;) {
    let count = 1;
    while (count < most && first + count < distinct && flat[first + count] === flat[first]) count++;
    const own = rowsOf(whole, first * rows, (first + count) * rows);
    const pass = { ...own, prefix: prefix.part(first, count) };
    const firstRow = first * rows;
    const parts = count === 1 ? split(pass, firstRow, tokens / partTokens) : [{ pass, firstRow }];
    blocks.push({ parts, isFlat: flat[first]! });
    first += count;
  }
  return blocks;
}

/** Whether no token of rows from … to − 1 moves θ; false where nothing is differentiated. */
function isFlat({ batch, coefficients }: RowPass, from: number, to: number): boolean {
  if (!coefficients) return false;
  const { maxTokens: T, idsPerToken: K } = batch;
  const isZero = (value: number): boolean => value === 0;
  const { coef, coefEntropy } = coefficients;
  return coef.subarray(from * T * K, to * T * K).every(isZero) && coefEntropy.subarray(from * T, to * T).every(isZero);
}

/** Rows of one prompt, in at least `times` equal parts. */
function split(pass: RowPass, firstRow: number, times: number): RowPart[] {
  const rows = pass.batch.lengths.length;
  const each = Math.ceil(rows / Math.max(1, Math.min(rows, Math.ceil(times))));
  if (each >= rows) return [{ pass, firstRow }];
  const parts: RowPart[] = [];
  for (let start = 0; start < rows; start += each) {
    const end = Math.min(rows, start + each);
    parts.push({ pass: rowsOf(pass, start, end), firstRow: firstRow + start });
  }
  return parts;
}

function rowsOf(pass: RowPass, from: number, to: number): RowPass {
  const { maxTokens: T, idsPerToken: K, inputTokens, ids, lengths, generations } = pass.batch;
  const cut = <A extends Float32Array | Int32Array>(values: A, width: number): A =>
    values.subarray(from * width, to * width) as A;
  const batch: RowBatch = {
    ...{ generations, maxTokens: T, idsPerToken: K },
    inputTokens: cut(inputTokens, T),
    ids: cut(ids, T * K),
    lengths: cut(lengths, 1),
  };
  const { coefficients, outside } = pass;
  return {
    ...pass,
    batch,
    ...(coefficients && {
      coefficients: { coef: cut(coefficients.coef, T * K), coefEntropy: cut(coefficients.coefEntropy, T) },
    }),
    ...(outside && { outside: outsideOf(outside, from * T, to * T) }),
  };
}

/** Inputs that are not tokens, of places from … to − 1; their places count from `from`. */
function outsideOf({ places, embeds }: NonNullable<RowPass['outside']>, from: number, to: number) {
  const width = places.length > 0 ? embeds.length / places.length : 0;
  const own = [...places.keys()].filter((n) => places[n]! >= from && places[n]! < to);
  const values = new Float32Array(own.length * width);
  own.forEach((n, at) => values.set(embeds.subarray(n * width, (n + 1) * width), at * width));
  return { places: Int32Array.from(own, (n) => places[n]! - from), embeds: values };
}
