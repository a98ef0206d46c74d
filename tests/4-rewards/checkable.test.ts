// What: which answers a rule can check.
import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

it('wants an answer span and a true answer of few words', async () => {
  const texts = ['<answer>x</answer>', '<answer></answer>', 'x', ''];
  expect(await scores('checkable', { answer: 'a red dog' }, texts)).toEqual([1, 1, 0, 0]);
  expect(await scores('checkable', { answer: ' a  red\n dog ' }, texts)).toEqual([1, 1, 0, 0]);
  expect(await scores('checkable', { answer: 'a red dog sits' }, texts)).toEqual([0, 0, 0, 0]);
  expect(await scores('checkable', { answer: 'a red dog sits' }, texts, { knobs: { most_words: 4 } })).toEqual([
    1, 1, 0, 0,
  ]);
  expect(await scores('checkable', {}, texts)).toEqual([0, 0, 0, 0]);
});

it('agrees with its reference', async () => {
  await checkReward('checkable', { most_words: 1 });
});
