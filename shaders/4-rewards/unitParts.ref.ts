// What: twin of unitParts.wgsl: the words of each unit first, then where its parts begin, then the part of each token.
import type { KernelReference } from '../../src/gpu/compute.ts';

const isSpace = (byte: number | undefined) => byte === 32 || (byte !== undefined && byte >= 9 && byte <= 13);

interface Word {
  readonly start: number;
  readonly bytes: number[];
}

function wordsOf(bytes: readonly number[], offset: number): Word[] {
  const words: Word[] = [];
  bytes.forEach((byte, i) => {
    if (isSpace(byte)) return;
    if (i === 0 || isSpace(bytes[i - 1])) words.push({ start: offset + i, bytes: [] });
    words.at(-1)!.bytes.push(byte);
  });
  return words;
}

/** The words at which parts begin. */
function beginnings(words: readonly Word[], separators: readonly (readonly number[])[], least: number): number[] {
  const begins = [0];
  words.forEach((_, w) => {
    const before = words[w - 1]?.bytes;
    const isEnd = before && separators.some((own) => own.every((byte, k) => byte === before.at(k - own.length)));
    if (!isEnd || w + least >= words.length) return;
    const last = begins.at(-1)!;
    if (w - last >= least) begins.push(w);
    else if (begins.length > 1) begins.splice(-1, 1, w);
  });
  return begins;
}

export const reference: KernelReference = (params, buffers) => {
  const { rollouts, maxTokens: T, bytesPerRollout, separatorCount, words: least } = params as Record<string, number>;
  const { completionBytes, tokenStarts, lengths, units, separators, parts } = buffers;
  const byteOf = (words: ArrayLike<number>, at: number) => (words[at >> 2]! >>> (8 * (at & 3))) & 255;
  const texts = Array.from({ length: separatorCount! }, (_, s) =>
    Array.from({ length: separators![4 * s]! }, (_byte, k) => byteOf(separators!, 16 * s + 4 + k)),
  );
  parts!.fill(-1);
  for (let r = 0; r < rollouts!; r++) {
    const unitAt = (t: number) => units![r * T! + t]!;
    const startOf = (t: number) => tokenStarts![r * (T! + 1) + t]!;
    const length = Math.min(T!, lengths![r]!);
    let base = 0;
    for (let from = 0, to = 0; from < length; from = to) {
      while (to < length && unitAt(to) === unitAt(from)) to++;
      if (unitAt(from) < 0) continue;
      const offset = startOf(from);
      const bytes = Array.from({ length: startOf(to) - offset }, (_, k) =>
        byteOf(completionBytes!, r * bytesPerRollout! + offset + k),
      );
      const words = wordsOf(bytes, offset);
      const begins = beginnings(words, texts, least!).map((w) => words[w]?.start ?? offset);
      let part = base;
      for (let t = from; t < to; t++) {
        const own = bytes.slice(startOf(t) - offset, startOf(t + 1) - offset).findIndex((byte) => !isSpace(byte));
        const seen = begins.filter((begin) => begin <= startOf(t) + own).length;
        if (own >= 0) part = base + Math.max(seen, 1) - 1;
        parts![r * T! + t] = part;
      }
      base += begins.length;
    }
  }
};
