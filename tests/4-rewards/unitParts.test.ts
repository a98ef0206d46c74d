// What: units that are parted further at commas: by hand, against the words of a text cut with regular expressions, shader against twin.
import { describe, expect, it } from 'vitest';
import { parseGrammar } from '../../src/4-rewards/grammar.ts';
import { grammarByName } from '../../src/4-rewards/grammars.ts';
import { parseCompletions } from '../../src/4-rewards/parseCompletions.ts';
import { textUnits } from '../../src/4-rewards/textUnits.ts';
import type { Compute } from '../../src/gpu/compute.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { randomInputs } from '../gpu/randomInputs.ts';
import { tokenBytesOf } from './completionFixtures.ts';

const prose = grammarByName('prose');

/** Part of each token. */
async function partsOf(compute: Compute, rows: readonly (readonly string[])[], grammar = prose) {
  const vocabulary = [...new Set(rows.flat())];
  const maxTokens = Math.max(1, ...rows.map(({ length }) => length));
  const tokens = new Int32Array(rows.length * maxTokens);
  rows.forEach((row, r) => row.forEach((token, t) => (tokens[r * maxTokens + t] = vocabulary.indexOf(token))));
  const lengths = Int32Array.from(rows, ({ length }) => length);
  const tokenBytes = tokenBytesOf(vocabulary);
  const parsed = await parseCompletions(new ReferenceCompute(), {
    ...{ tokens, lengths, maxTokens, tokenBytes, grammar, coordinateScale: 100, imageSize: 64 },
  });
  const on = async (array: typeof parsed.spans) => compute.upload(await array.read());
  const arrays = {
    completionBytes: await on(parsed.completionBytes),
    tokenStarts: await on(parsed.tokenStarts),
    spans: await on(parsed.spans),
  };
  const { of, count } = await textUnits(compute, { ...parsed, ...arrays }, 'step');
  return { rows: rows.map((row, r) => [...of.subarray(r * maxTokens, r * maxTokens + row.length)]), count };
}

/** Words with the white space in front of them. */
const words = (text: string) => text.match(/\s*\S+/g) ?? [];
const cpu = new ReferenceCompute();
/** The parts of a text as texts. */
async function cut(text: string, grammar = prose) {
  const own = words(text);
  const [parts] = (await partsOf(cpu, [own], grammar)).rows;
  const found: string[] = [];
  own.forEach((word, t) => (found[parts![t]!] = (found[parts![t]!] ?? '') + word));
  return found.map((part) => part.trim());
}

describe('parts of sentences', () => {
  it('begin behind a comma that has five words in front of it and more than five behind it', async () => {
    expect(await cut('one two three four five, a b c d e f')).toEqual(['one two three four five,', 'a b c d e f']);
    expect(await cut('one two three four five, a b c d e')).toEqual(['one two three four five, a b c d e']);
    expect(await cut('one two three four, a b c d e f g')).toEqual(['one two three four, a b c d e f g']);
    expect(await cut('one two three four five; a b c d e f')).toHaveLength(2);
    expect(await cut('one two three four five: a b c d e f')).toHaveLength(1);
  });

  it('give their words to the part in front where they are short, but not the first part', async () => {
    expect(await cut('a b c d e f, g h, i j k l m n o')).toEqual(['a b c d e f, g h,', 'i j k l m n o']);
    expect(await cut('a b c d e, f, g, h i j k l m')).toEqual(['a b c d e, f, g,', 'h i j k l m']);
    expect(await cut('a b, c d e, f g h i j k')).toEqual(['a b, c d e,', 'f g h i j k']);
    expect(await cut('a b, c d, e f g h i j')).toEqual(['a b, c d, e f g h i j']);
  });

  it('count words within each sentence', async () => {
    const text = 'One two three, four. A b c d e, f g h i j k! End, it is.';
    expect(await cut(text)).toEqual(['One two three, four.', 'A b c d e,', 'f g h i j k!', 'End, it is.']);
  });

  it('belong to a span where the rule says so; tokens of several words belong to the part of the first', async () => {
    const grammar = parseGrammar({
      ...{ name: 'own', doc: 'Own.', source: 'me', tags: [{ name: 'think', content: 'text' }] },
      units: [{ kind: 'step', in: 'think', after: ['.'], partsAt: [','], words: 2 }],
    });
    const row = ['x, ', '<think>', 'a b', ', c', ' d', ' ', 'e', ',', ' f g', ' h', '.', ' i', '</think>', ' j'];
    // Words: a · b, · c · d · e, · f · g · h. Behind "b," two words are in front and six in all.
    expect((await partsOf(cpu, [row], grammar)).rows[0]).toEqual([-1, -1, 0, 0, 1, 1, 1, 1, 2, 2, 2, 3, -1, -1]);
  });
});

/** Parts of a text by its sentences and by the commas in it. */
function oracle(text: string, least: number): string[] {
  const sentences = text.match(/[^]*?[.?!](?=\s|$)|[^]+$/g)?.filter((own) => own.trim()) ?? [];
  return sentences.flatMap((sentence) => {
    const own = sentence.trim().split(/\s+/);
    const parts: string[][] = [[]];
    own.forEach((word, w) => {
      if (w > 0 && /[,;!?]$/.test(own[w - 1]!) && w + least < own.length) {
        if (parts.at(-1)!.length >= least) parts.push([]);
        else if (parts.length > 1) {
          parts.at(-2)!.push(...parts.at(-1)!);
          parts[parts.length - 1] = [];
        }
      }
      parts.at(-1)!.push(word);
    });
    return parts.map((part) => part.join(' '));
  });
}

it('are those of an oracle on random texts, and the same by shader and twin', async () => {
  const { below } = randomInputs();
  const WORDS = ['a', 'bb,', 'c', 'd;', 'é,', 'e.', 'f', '3,5', 'g?', 'h', 'i', 'j,'];
  const texts = Array.from({ length: 70 }, () =>
    Array.from({ length: below(45) }, () => WORDS[below(WORDS.length)]!).join(below(4) === 0 ? '  ' : ' '),
  );
  // Tokens of one to four characters, so that words and tokens cross.
  const rows = texts.map((text) => text.match(new RegExp(`[^]{1,${1 + below(4)}}`, 'g')) ?? []);
  expect(await partsOf(await testCompute(), rows)).toEqual(await partsOf(cpu, rows));
  const lengths: number[] = [];
  for (const text of texts) {
    const wanted = oracle(text, 5);
    expect(
      (await cut(text)).map((part) => part.replace(/\s+/g, ' ')),
      text,
    ).toEqual(wanted);
    lengths.push(wanted.length);
  }
  expect(Math.max(...lengths)).toBeGreaterThan(5);
});

it('need a number of words and texts to part at', () => {
  const own = (rule: object) => () =>
    parseGrammar({
      ...{ name: 'own', doc: 'Own.', source: 'me', tags: [{ name: 'think', content: 'text' }] },
      units: [{ kind: 'step', in: 'think', after: ['.'], ...rule }],
    });
  expect(own({ partsAt: [','], words: 5 })().units[0]!.parts).toEqual({ at: [','], words: 5 });
  expect(own({})().units[0]).not.toHaveProperty('parts');
  expect(own({ partsAt: [','] })).toThrow(/needs the fewest 'words' of a part, such as 5/);
  expect(own({ partsAt: [','], words: 0 })).toThrow(/needs the fewest 'words'/);
  expect(own({ words: 5 })).toThrow(/needs 1 to 8 texts in 'partsAt'/);
});
