import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

it('allows a tolerance around the number', async () => {
  const texts = [
    '<answer>1,000</answer>',
    '<answer>1009</answer>',
    '<answer>1011</answer>',
    '<answer>about 1000</answer>',
    '<answer>-1000</answer>',
    '',
  ];
  expect(await scores('answerNumeric', { answer: '1000' }, texts)).toEqual([1, 1, 0, 0, 0, 0]);
  const knobs = { relative_tolerance: 0, absolute_tolerance: 11 };
  expect(await scores('answerNumeric', { answer: '1000' }, texts, { knobs })).toEqual([1, 1, 1, 0, 0, 0]);
  expect(await scores('answerNumeric', { answer: 'many' }, texts)).toEqual([0, 0, 0, 0, 0, 0]);
  expect(await scores('answerNumeric', { answer: '-12.5%' }, ['<answer>-12.5</answer>'])).toEqual([1]);
});

it('agrees with its reference', async () => {
  await checkReward('answerNumeric');
});
