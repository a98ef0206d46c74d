// What: twin of captionWords.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';
import { MAX_WORDS, stemsOf, wordsOf } from './captionText.ref.ts';

const bytesIn = (text: string) => new TextEncoder().encode(text).length;

/** First byte and length of each word in the text, in which they stand one after the other. */
function placesOf(text: string, words: readonly string[]): (readonly [number, number])[] {
  let at = 0;
  return words.map((word) => {
    const isQuote = word === '``' || word === "''";
    const own = isQuote ? ["''", '``', '"'] : [word];
    const [first, found] = own.map((one) => [text.indexOf(one, at), one] as const).filter(([i]) => i >= 0).sort(([a], [b]) => a - b)[0]!; // prettier-ignore
    at = first + found.length;
    if (isQuote) return [word === '``' ? 0 : 1, 0];
    return [bytesIn(text.slice(0, first)), bytesIn(word)];
  });
}

function stemPlace(word: string, stem: string): readonly [number, number] {
  let kept = 0;
  while (kept < stem.length && word[kept] === stem[kept]) kept++;
  return [kept, [...stem.slice(kept)].reduce((packed, letter) => packed * 256 + letter.charCodeAt(0), 0)];
}

export const reference: KernelReference = (params, buffers) => {
  const { count, stems } = params as Record<string, number>;
  const { truth, ranges, words } = buffers;
  const bytes = new Uint8Array((truth as Uint32Array).buffer, (truth as Uint32Array).byteOffset);
  words!.fill(0);
  for (let i = 0; i < count!; i++) {
    const [first, length] = ranges!.subarray(2 * i, 2 * i + 2);
    const text = new TextDecoder().decode(bytes.subarray(first, first! + length!)).toLowerCase();
    const stemmed = stems === 1 ? stemsOf(text) : [];
    const own = stems === 1 ? stemmed.map(({ word }) => word) : wordsOf(text);
    const row = words!.subarray(i * (1 + 4 * MAX_WORDS), (i + 1) * (1 + 4 * MAX_WORDS));
    row[0] = Math.min(own.length, MAX_WORDS + 1);
    for (const [k, place] of placesOf(text, own).slice(0, MAX_WORDS).entries()) {
      row.set(place, 1 + 4 * k);
      if (stems === 1) row.set(stemPlace(own[k]!, stemmed[k]!.stem), 3 + 4 * k);
    }
  }
};
