// What: one answer in the other: blocks, blanks and case by hand; and all pieces of random words.
import { expect, it } from 'vitest';
import { randomInputs } from '../gpu/randomInputs.ts';
import { checkReward, scores } from './rewardFixtures.ts';

const answer = 'golden retriever';

it('finds one in the other without spaces, underscores and case', async () => {
  const texts = [
    '<answer>Golden_Retriever</answer>',
    '<answer> a __GOLDEN retriever puppy</answer>',
    '<answer>n r</answer>',
    'retriever',
    '<answer>retrievers</answer>',
    '<answer>golden\tretriever</answer>',
    '<answer>\nretriever\n</answer>',
    '<answer>dog</answer> golden retriever',
    '<answer></answer>',
    '<answer> _ </answer>',
    '',
  ];
  expect(await scores('answerWithin', { answer }, texts)).toEqual([1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]);
  const counting = { knobs: { empty_counts: 1 } };
  expect(await scores('answerWithin', { answer }, texts, counting)).toEqual([1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1]);
  expect(await scores('answerWithin', { answer: '<answer>Ér_É</answer>' }, ['éré', 'xÉRÉx', 'e'])).toEqual([1, 1, 0]);
  expect(await scores('answerWithin', {}, ['', 'a'], counting)).toEqual([0, 0]);
});

it('finds every piece of a word, and nothing else', async () => {
  const { below } = randomInputs();
  const word = (length: number) => Array.from({ length }, () => 'ab _B'[below(5)]!).join('');
  const letters = (text: string) =>
    [...text]
      .filter((sign) => sign !== ' ' && sign !== '_')
      .join('')
      .toLowerCase();
  const pieces = (text: string) =>
    new Set([...text].flatMap((_, i) => Array.from(text.slice(i), (_x, k) => text.slice(i, i + k + 1))));
  const right = `a${word(6)}b`;
  const own = Array.from({ length: 120 }, () => word(1 + below(9)));
  const expected = own.map((text) => {
    const [a, b] = [letters(text), letters(right)];
    return a !== '' && (pieces(a).has(b) || pieces(b).has(a)) ? 1 : 0;
  });
  expect(new Set(expected).size).toBe(2);
  expect(await scores('answerWithin', { answer: right }, own)).toEqual(expected);
});

it('agrees with its reference', async () => {
  await checkReward('answerWithin', { empty_counts: 1 });
});
