// What: repeated stretches of words, against suffixes that are sorted and compared with their neighbours.
import { expect, it } from 'vitest';
import { randomInputs } from '../gpu/randomInputs.ts';
import { checkReward, scores } from './rewardFixtures.ts';

it('counts 20-grams of words in lower case', async () => {
  const words = (count: number, word: (k: number) => string) =>
    Array.from({ length: count }, (_, k) => word(k)).join(' ');
  const texts = [
    words(20, () => 'a'),
    words(21, () => 'a'),
    words(25, (k) => `x${k}`),
    `${words(20, (k) => `x${k}`)}\n${words(20, (k) => `X${k}`)}`,
    '',
    ' \n',
    words(60, (k) => `w${k % 20}`),
  ];
  const expected = [0, -1, 0, -2 / 21, 0, 0, (-2 * 21) / 41];
  (await scores('wordRepetition', {}, texts)).forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 4));
});

it('is what sorting finds', async () => {
  const { below } = randomInputs();
  const pieces = ['a', 'B', 'b', 'É', 'é'];
  const spaces = [' ', '\n', ' \t', '\u00a0'];
  const texts = Array.from({ length: 60 }, () =>
    Array.from({ length: below(14) }, () => pieces[below(5)]! + spaces[below(4)]!).join(''),
  );
  const expected = texts.map((text) => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const grams = words
      .map((_, i) => words.slice(i, i + 2).join(' '))
      .slice(0, -1)
      .sort();
    const repeated = grams.filter((gram, i) => i > 0 && gram === grams[i - 1]).length;
    return words.length < 2 ? 0 : -repeated / grams.length;
  });
  const found = await scores('wordRepetition', {}, texts, { knobs: { ngram_size: 2, max_penalty: -1 } });
  found.forEach((value, i) => expect(value, texts[i]).toBeCloseTo(expected[i]!, 4));
  expect(expected.some((value) => value < 0)).toBe(true);
});

it('agrees with its reference', async () => {
  await checkReward('wordRepetition', { ngram_size: 1 });
  await checkReward('wordRepetition', { ngram_size: 3, max_penalty: -10 });
});
