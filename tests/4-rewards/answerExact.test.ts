import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

it('compares byte for byte, without white space at the ends', async () => {
  const texts = [
    '<answer> Füße\n</answer>',
    '<answer>füße</answer>',
    '<answer>Füße.</answer>',
    'Füße',
    '<answer></answer>',
  ];
  expect(await scores('answerExact', { answer: 'Füße ' }, texts)).toEqual([1, 0, 0, 0, 0]);
  expect(await scores('answerExact', {}, texts)).toEqual([0, 0, 0, 0, 0]);
});

it('agrees with its reference', async () => {
  await checkReward('answerExact');
});
