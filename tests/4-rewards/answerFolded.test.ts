import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

it('folds ASCII case and drops punctuation at the ends', async () => {
  const texts = [
    '<answer>A RED dog.</answer>',
    '<answer>"a red dog"</answer>',
    '<answer>a reddog</answer>',
    'a red dog',
  ];
  expect(await scores('answerFolded', { answer: 'a red Dog' }, texts)).toEqual([1, 1, 0, 0]);
  expect(await scores('answerFolded', {}, texts)).toEqual([0, 0, 0, 0]);
});

it('agrees with its reference', async () => {
  await checkReward('answerFolded');
});
