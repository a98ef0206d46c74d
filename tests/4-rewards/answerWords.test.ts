// What: the same words without marks, articles and case; which block is read; a set of texts that are alike by construction.
import { expect, it } from 'vitest';
import { randomInputs } from '../gpu/randomInputs.ts';
import { checkReward, scores } from './rewardFixtures.ts';

const score = (answer: string, texts: readonly string[], knobs = {}) =>
  scores('answerWords', { answer }, texts, { knobs });

it('reads the last block of the completion and the first of the truth', async () => {
  const texts = [
    '<answer>left</answer>',
    '<answer>The LEFT.</answer>',
    '<answer>right</answer><answer>left</answer>',
    '<answer>left</answer><answer>right</answer>',
    '<answer>le ft</answer>',
    '<answer>lefts</answer>',
    '<answer>\nleft\n</answer>',
    '<answer>left',
    'left',
    '<answer></answer>',
  ];
  const expected = [1, 1, 1, 0, 0, 0, 1, 0, 0, 0];
  expect(await score('left', texts)).toEqual(expected);
  expect(await score('x <answer> a left </answer> <answer>right</answer>', texts)).toEqual(expected);
  expect(await score('left', texts, { first_block: 1 })).toEqual([1, 1, 0, 1, 0, 0, 1, 0, 0, 0]);
  expect(await scores('answerWords', {}, texts)).toEqual(texts.map(() => 0));
  expect(await score('the', ['<answer>An</answer>', '<answer>then</answer>', '<answer>!</answer>'])).toEqual([1, 0, 1]);
});

it('does not see marks, articles, case and white space', async () => {
  const { below } = randomInputs();
  const any = (list: readonly string[]) => list[below(list.length)]!;
  const plain = 'élan 2 dogs ab';
  const words = plain.split(' ');
  const alike = Array.from({ length: 60 }, () => {
    const spoiled = words.map((word) => {
      const cut = below(word.length + 1);
      const cased = below(2) ? word.toUpperCase() : word;
      return `${any(['', 'the ', 'A ', 'a.n, ', '- '])}${any(['', '"'])}${cased.slice(0, cut)}${any(['', "'", '_'])}${cased.slice(cut)}`;
    });
    return `<answer>${spoiled.join(any([' ', '\n\t', '\u2003']))}${any(['', '.', ' the'])}</answer>`;
  });
  expect(await score(plain, alike)).toEqual(alike.map(() => 1));
  const other = ['élan 2 dogs', 'elan 2 dogs ab', 'élan 2 dogs ab ab', 'élan 2dogs ab'].map(
    (t) => `<answer>${t}</answer>`,
  );
  expect(await score(plain, other)).toEqual([0, 0, 0, 0]);
});

it('agrees with its reference', async () => {
  await checkReward('answerWords');
  await checkReward('answerWords', { first_block: 1 });
});
