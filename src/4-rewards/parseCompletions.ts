// What: sampled tokens → bytes, spans and numbers on the device (a grammar of grammars/*.json).
// Formula: bytesPerRollout = min(T · bytes of the longest token, MAX_BYTES_PER_ROLLOUT), rounded up to a multiple of 4. A
// completion that is longer is cut there and flagged in `numbers` (truncated, 2).
// Shapes: tokens [R × T], lengths [R].
import type { Compute, DeviceArray } from '../gpu/compute.ts';
import type { Grammar } from './grammar.ts';
import { NUMBERS_PER_ROLLOUT, SPAN_COUNT, SPAN_ROW } from './layout.ts';
import { spanNames, spanSlot, tagTable } from './tagTable.ts';
import type { ParsedCompletions } from './types.ts';

export const MAX_BYTES_PER_ROLLOUT = 16_384;

export interface TokenBytes {
  /** Token v owns bytes[offsets[v] … offsets[v+1]). */
  readonly offsets: Uint32Array;
  readonly bytes: Uint8Array;
}

export interface CompletionsToParse {
  readonly tokens: Int32Array;
  readonly lengths: Int32Array;
  readonly maxTokens: number;
  /** [R] 1 where no stop token came; absent = nowhere. */
  readonly truncated?: Uint8Array;
  readonly tokenBytes: TokenBytes;
  readonly grammar: Grammar;
  /** A coordinate of this size is the far edge of the picture: 1, 100, 1000; 0 = pixels of the model's input. */
  readonly coordinateScale: number;
  /** Side of the square model input in pixels, or [width, height]. */
  readonly imageSize: number | readonly [width: number, height: number];
  /** For tests; MAX_BYTES_PER_ROLLOUT otherwise. */
  readonly maxBytes?: number;
}

interface TokenTable {
  readonly offsets: DeviceArray;
  readonly bytes: DeviceArray;
  readonly longest: number;
}

/** The table is uploaded once per device and tokenizer. */
const tables = new WeakMap<Compute, WeakMap<TokenBytes['bytes'], TokenTable>>();

function tokenTable(compute: Compute, { offsets, bytes }: TokenBytes): TokenTable {
  let known = tables.get(compute);
  if (!known) tables.set(compute, (known = new WeakMap()));
  let table = known.get(bytes);
  if (!table) {
    const words = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
    words.set(bytes);
    let longest = 1;
    for (let v = 0; v + 1 < offsets.length; v++) longest = Math.max(longest, offsets[v + 1]! - offsets[v]!);
    table = { offsets: compute.upload(offsets), bytes: compute.upload(new Uint32Array(words.buffer)), longest };
    known.set(bytes, table);
  }
  return table;
}

/** So is the table of tags, once per device and grammar. */
const tagTables = new WeakMap<Compute, WeakMap<Grammar, DeviceArray>>();

function uploadedTags(compute: Compute, grammar: Grammar): DeviceArray {
  let known = tagTables.get(compute);
  if (!known) tagTables.set(compute, (known = new WeakMap()));
  let table = known.get(grammar);
  if (!table) known.set(grammar, (table = compute.upload(tagTable(grammar))));
  return table;
}

function coordinateSize({ coordinateScale, imageSize }: CompletionsToParse): readonly [number, number] {
  if (!(coordinateScale >= 0))
    throw new Error(`coordinate_scale is ${coordinateScale}; it must be 0 (pixels) or more.`);
  if (coordinateScale > 0) return [coordinateScale, coordinateScale];
  return typeof imageSize === 'number' ? [imageSize, imageSize] : imageSize;
}

/** The caller destroys the result. */
export async function parseCompletions(compute: Compute, given: CompletionsToParse): Promise<ParsedCompletions> {
  const { tokens, lengths, maxTokens, truncated, tokenBytes, grammar } = given;
  const rollouts = lengths.length;
  if (tokens.length !== rollouts * maxTokens) {
    throw new Error(`The parser got ${tokens.length} tokens for ${rollouts} rollouts of ${maxTokens}.`);
  }
  const table = tokenTable(compute, tokenBytes);
  const limit = Math.min(maxTokens * table.longest, given.maxBytes ?? MAX_BYTES_PER_ROLLOUT);
  const bytesPerRollout = Math.max(4, Math.ceil(limit / 4) * 4);
  const decoded = await compute.run('4-rewards/decodeBytes', {
    params: { rollouts, maxTokens, vocabSize: tokenBytes.offsets.length - 1, bytesPerRollout },
    inputs: { tokens, lengths, tokenOffsets: table.offsets, tokenBytes: table.bytes },
    outputs: {
      completionBytes: (rollouts * bytesPerRollout) / 4,
      tokenStarts: rollouts * (maxTokens + 1),
      byteCounts: rollouts,
    },
    dispatch: { invocations: rollouts },
  });
  const { completionBytes, tokenStarts, byteCounts } = decoded as Record<string, DeviceArray>;
  const lengthPairs = Int32Array.from({ length: 2 * rollouts }, (_, i) =>
    i % 2 === 0 ? lengths[i >> 1]! : (truncated?.[i >> 1] ?? 0),
  );
  const written = coordinateSize(given);
  const [coordinateWidth, coordinateHeight] = written;
  const names = spanNames(grammar);
  const { spans, numbers, tokenSpans } = (await compute.run('4-rewards/parseSpans', {
    params: {
      ...{ rollouts, maxTokens, bytesPerRollout, coordinateWidth, coordinateHeight },
      tagCount: grammar.tags.length,
      answerSlot: spanSlot(names, 'answer'),
      exactCase: grammar.exactCase ? 1 : 0,
    },
    inputs: {
      completionBytes: completionBytes!,
      tokenStarts: tokenStarts!,
      byteCounts: byteCounts!,
      lengths: lengthPairs,
      tags: uploadedTags(compute, grammar),
    },
    outputs: {
      spans: rollouts * SPAN_ROW + SPAN_COUNT * 4,
      numbers: rollouts * NUMBERS_PER_ROLLOUT,
      tokenSpans: rollouts * maxTokens,
    },
    dispatch: { invocations: rollouts },
  })) as { spans: DeviceArray; numbers: DeviceArray; tokenSpans: DeviceArray };
  byteCounts!.destroy();
  const arrays = { completionBytes: completionBytes!, tokenStarts: tokenStarts!, spans, numbers, tokenSpans };
  const destroy = () => Object.values(arrays).forEach((array) => array.destroy());
  const sizes = { bytesPerRollout, rollouts, maxTokens, coordinateSize: written };
  return { ...arrays, ...sizes, grammar, spanNames: names, tokens, lengths, destroy };
}
