// What: words and stems of texts, by shader and by twin, against what NLTK says of them (nltkTexts.json: odd texts, random rows of
// marks and words, other alphabets; words of English with their stems); and the packed letters of the tables.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ABBREVIATIONS, MAX_WORDS, wordsOf } from '../../shaders/4-rewards/captionText.ref.ts';
import { stemOf } from '../../shaders/4-rewards/porter.ref.ts';
import { shaderText } from '../../src/gpu/kernels.ts';
import { checkKernel } from '../gpu/checkKernel.ts';

interface Known {
  readonly words: readonly (readonly [text: string, words: readonly string[]])[];
  readonly stems: readonly (readonly [word: string, stem: string])[];
}
const known = JSON.parse(readFileSync('tests/4-rewards/nltkTexts.json', 'utf8')) as Known;
const ROW = 1 + 4 * MAX_WORDS;
const utf8 = (text: string) => new TextEncoder().encode(text);

/** Every text as list of its words by the shader, which is compared with the twin. */
async function readBack(texts: readonly string[], stems: boolean): Promise<string[][]> {
  const encoded = texts.map(utf8);
  const length = encoded.reduce((sum, bytes) => sum + bytes.length, 0);
  const bytes = new Uint8Array(4 * Math.ceil((length + 1) / 4));
  const ranges = new Uint32Array(2 * texts.length);
  encoded.reduce((at, own, i) => {
    bytes.set(own, at);
    ranges.set([at, own.length], 2 * i);
    return at + own.length;
  }, 0);
  const { outputs } = await checkKernel({
    kernel: '4-rewards/captionWords',
    params: { count: texts.length, bytesPerRollout: 4, stems: stems ? 1 : 0 },
    inputs: { completionBytes: new Uint32Array(1), truth: new Uint32Array(bytes.buffer), ranges },
    outputs: { words: texts.length * ROW },
    dispatch: { invocations: texts.length },
  });
  return encoded.map((own, i) => {
    const row = outputs['words']!.subarray(i * ROW, (i + 1) * ROW);
    return Array.from({ length: Math.min(row[0]!, MAX_WORDS) }, (_, k) => {
      const [first, size, kept, tail] = row.subarray(1 + 4 * k, 5 + 4 * k) as unknown as [
        number,
        number,
        number,
        number,
      ];
      if (size === 0) return first === 0 ? '``' : "''";
      const word = new TextDecoder().decode(own.subarray(first, first + size)).toLowerCase();
      const letters = [24, 16, 8, 0].map((shift) => (tail >>> shift) & 255).filter((letter) => letter > 0);
      return stems ? word.slice(0, kept) + String.fromCharCode(...letters) : word;
    });
  });
}

describe('words', () => {
  const texts = known.words.map(([text]) => text);
  test.each([1, 64, 65, texts.length])('of %d texts are those of NLTK', { timeout: 300_000 }, async (count) => {
    const own = await readBack(texts.slice(0, count), false);
    expect(own.map((words, i) => [texts[i], words])).toEqual(known.words.slice(0, count));
  });

  test('of the twin are those of NLTK', () => {
    expect(texts.map((text) => [text, wordsOf(text.toLowerCase())])).toEqual(known.words);
  });

  test('of a longer text the first 192 are kept, and the count says that there are more', async () => {
    const long = 'a b, '.repeat(80);
    expect((await readBack([long], false))[0]).toHaveLength(MAX_WORDS);
    expect((await readBack(['a b '.repeat(110)], true))[0]).toHaveLength(MAX_WORDS);
  });

  test('a text may end in the middle of a character', async () => {
    expect(await readBack(['\ud83d\ude00 a', 'é'], false)).toEqual([['\ud83d\ude00', 'a'], ['é']]);
  });
});

describe('stems', () => {
  test('are those of NLTK; words of up to three letters stay as they are', { timeout: 300_000 }, async () => {
    const words = known.stems.map(([word]) => word);
    const lines = Array.from({ length: Math.ceil(words.length / 100) }, (_, i) => words.slice(100 * i, 100 * i + 100));
    const own = await readBack(
      lines.map((line) => line.join('-')),
      true,
    );
    expect(own.flat()).toEqual(known.stems.map(([word, stem]) => (word.length > 3 ? stem : word)));
  });

  test('of the twin are those of NLTK', () => {
    expect(known.stems.map(([word]) => [word, stemOf(word)])).toEqual(known.stems);
  });
});

const packed = (letters: string) => [...utf8(letters)].reduce((sum, letter) => sum * 256 + letter, 0);
const numbersIn = (text: string) => [...text.matchAll(/\b(0x[0-9a-f]+|\d+)u/g)].map(([, number]) => Number(number));

describe('packed letters', () => {
  test('endings say what the comments behind them say', () => {
    const rows = [...shaderText('4-rewards/porterTables').matchAll(/vec4u\((.*)\), \/\/ (\w+) → (\w+|–)$/gm)];
    const [endings, irregular] = [rows.slice(0, 63), rows.slice(63)];
    for (const [, row, ending, put] of endings) {
      const [high, low, letters, lengths] = numbersIn(row!) as [number, number, number, number];
      const own = put === '–' ? '' : put!;
      expect([high, low], ending).toEqual([packed(ending!.slice(0, -4)), packed(ending!.slice(-4))]);
      expect([letters, lengths & 255], ending).toEqual([packed(own), ending!.length + 16 * own.length]);
    }
    for (const [, row, word, stem] of irregular) {
      const [high, low, kept, letters] = numbersIn(row!) as [number, number, number, number];
      expect([high, low], word).toEqual([packed(word!.slice(0, -4)), packed(word!.slice(-4))]);
      expect(packed(stem!), word).toBe(packed(word!.slice(0, kept) + String.fromCharCode(...[8, 0].map((shift) => (letters >> shift) & 255).filter(Boolean)))); // prettier-ignore
    }
    expect(irregular).toHaveLength(16);
  });

  test('the abbreviations are those of the twin', () => {
    const [short, long] = shaderText('4-rewards/abbreviations').split('fn isLongAbbreviation') as [string, string];
    const longer = [...long.matchAll(/case (\w+)u: \{ return high == (\w+)u; \} \/\/ (\S+)/g)];
    for (const [, low, high, word] of longer)
      expect([Number(high), Number(low)], word).toEqual([packed(word!.slice(0, -4)), packed(word!.slice(-4))]);
    const cases = numbersIn(short.slice(short.indexOf('switch')));
    expect([...cases].sort()).toEqual(
      [...ABBREVIATIONS]
        .filter((word) => word.length <= 4)
        .map(packed)
        .sort(),
    );
    expect(longer.map(([, , , word]) => word).sort()).toEqual(
      [...ABBREVIATIONS].filter((word) => word.length > 4).sort(),
    );
  });
});
