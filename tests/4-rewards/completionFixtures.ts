// What: completions from plain texts for tests: one token per byte, or a table of token texts.
import { parseCompletions } from '../../src/4-rewards/parseCompletions.ts';
import type { CompletionsToParse, TokenBytes } from '../../src/4-rewards/parseCompletions.ts';
import { grammarByName } from '../../src/4-rewards/grammars.ts';
import type { Compute } from '../../src/gpu/compute.ts';

export function tokenBytesOf(pieces: readonly string[]): TokenBytes {
  const encoded = pieces.map((piece) => new TextEncoder().encode(piece));
  const offsets = new Uint32Array(pieces.length + 1);
  encoded.forEach((bytes, v) => (offsets[v + 1] = offsets[v]! + bytes.length));
  const bytes = new Uint8Array(offsets.at(-1)!);
  encoded.forEach((own, v) => bytes.set(own, offsets[v]));
  return { offsets, bytes };
}

/** Token v is the byte v. */
export const byteTokens: TokenBytes = {
  offsets: Uint32Array.from({ length: 257 }, (_, v) => v),
  bytes: Uint8Array.from({ length: 256 }, (_, v) => v),
};

export function tokensOfTexts(texts: readonly string[]) {
  const encoded = texts.map((text) => new TextEncoder().encode(text));
  const maxTokens = Math.max(1, ...encoded.map(({ length }) => length));
  const tokens = new Int32Array(texts.length * maxTokens);
  encoded.forEach((bytes, r) => tokens.set(bytes, r * maxTokens));
  return { tokens, lengths: Int32Array.from(encoded, ({ length }) => length), maxTokens };
}

/** coordinate_scale 100 and the default grammar unless given. */
export const parseTexts = (compute: Compute, texts: readonly string[], options: Partial<CompletionsToParse> = {}) =>
  parseCompletions(compute, {
    ...tokensOfTexts(texts),
    tokenBytes: byteTokens,
    grammar: grammarByName('think_box_answer'),
    coordinateScale: 100,
    imageSize: 64,
    ...options,
  });
