// What: texts of a step's places as teacher-forced rows, one per place: what a term on expert or replayed texts is made of.
// Shapes: P places, T tokens of the longest text (its stop token included); places without a text have length 0.
import type { Prefix, Policy, RowBatch } from '../2-policy/types.ts';
import type { Drawn } from '../blocks/step.ts';

/** The text of each place; null where it has none, or where it lacks the tag that is asked for ('' = any place). */
export const textsOf = (drawn: readonly Drawn[], tag: string): (string | null)[] =>
  drawn.map(({ truth, tags }) => (tag === '' || tags[tag] ? truth.expertText || null : null));

/** [P] ids of each text with the stop token behind them; empty where there is no text. */
export const textTokens = ({ tokenizer }: Policy, texts: readonly (string | null)[]): Int32Array[] =>
  texts.map((text) => {
    if (text === null) return new Int32Array(0);
    return Int32Array.of(...tokenizer.encode(text), tokenizer.stopIds[0]!);
  });

/** Throws where the network has no positions left for a text. */
export function expertRows({ info }: Policy, prefix: Prefix, tokens: readonly Int32Array[]): RowBatch {
  const maxTokens = Math.max(1, ...tokens.map(({ length }) => length));
  const room = info.maxPositions - Math.max(...prefix.lengths);
  if (maxTokens > room) {
    throw new Error(
      `A text to learn from has ${maxTokens} tokens, but the model has room for ${room} behind the prompt; shorten expertText.`,
    );
  }
  const inputTokens = new Int32Array(tokens.length * maxTokens);
  const ids = new Int32Array(tokens.length * maxTokens);
  tokens.forEach((own, p) => {
    if (own.length === 0) return;
    ids.set(own, p * maxTokens);
    inputTokens[p * maxTokens] = prefix.lastTokens[p]!;
    inputTokens.set(own.subarray(0, -1), p * maxTokens + 1);
  });
  const lengths = Int32Array.from(tokens, ({ length }) => length);
  return { generations: 1, maxTokens, inputTokens, lengths, ids, idsPerToken: 1 };
}
