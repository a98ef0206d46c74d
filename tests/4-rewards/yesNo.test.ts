// What: yes and no: blocks and case by hand, and the first of the two in random letters.
import { expect, it } from 'vitest';
import { randomInputs } from '../gpu/randomInputs.ts';
import { checkReward, scores } from './rewardFixtures.ts';

it('takes what is said first in the answer', async () => {
  const texts = [
    '<answer>Yes</answer>',
    '<think>no</think><ANSWER>\nYES, not\n</Answer>',
    '<answer>I know: yes</answer>',
    '<answer>eyes</answer>',
    '<answer>maybe</answer> yes',
    'yes',
    'ye s',
    '<answer>no</answer>',
    '<answer>yes',
    '',
  ];
  const yes = [1, 1, 0, 1, 0, 1, 0, 0, 1, 0];
  expect(await scores('yesNo', { answer: 'yes' }, texts)).toEqual(yes);
  expect(await scores('yesNo', { answer: '<answer> Yes, no </answer> no' }, texts)).toEqual(yes);
  expect(await scores('yesNo', { answer: 'No.' }, texts)).toEqual([0, 0, 1, 0, 0, 0, 0, 1, 0, 0]);
  expect(await scores('yesNo', { answer: 'red' }, texts)).toEqual([0, 0, 0, 0, 1, 0, 1, 0, 0, 1]);
  expect(await scores('yesNo', { answer: '<answer>\nyes\n</answer> no' }, texts.slice(0, 1))).toEqual([1]);
  expect(await scores('yesNo', { answer: 'no <answer>\nyes\n</answer>' }, texts.slice(0, 1))).toEqual([0]);
  expect(await scores('yesNo', {}, texts)).toEqual(texts.map(() => 0));
});

it('is what splitting at every yes and no finds', async () => {
  const { below } = randomInputs();
  const texts = Array.from({ length: 80 }, () => Array.from({ length: below(9) }, () => 'yesnoN'[below(6)]!).join(''));
  const expected = texts.map((text) => {
    const lower = text.toLowerCase();
    return lower.split('yes')[0]!.split('no')[0]!.length === lower.split('yes')[0]!.length && lower.includes('yes')
      ? 1
      : 0;
  });
  expect(await scores('yesNo', { answer: 'yes' }, texts)).toEqual(expected);
});

it('agrees with its reference', async () => {
  await checkReward('yesNo');
});
