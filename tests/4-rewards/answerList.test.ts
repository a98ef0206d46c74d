import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

it('scores sets of items by F1 or recall', async () => {
  const truth = { answer: 'dog, cat,  Bird' };
  const texts = ['bird, DOG, cat.', 'dog', 'dog, dog, dog', 'dog,,cat,', 'fish', ''].map(
    (items) => `<answer>${items}</answer>`,
  );
  expect(await scores('answerList', truth, texts)).toEqual([1, 0.5, 0.33333, 0.8, 0, 0]);
  const knobs = { list_recall: 1 };
  expect(await scores('answerList', truth, texts, { knobs })).toEqual([1, 0.33333, 0.33333, 0.66667, 0, 0]);
  expect(await scores('answerList', {}, texts)).toEqual([0, 0, 0, 0, 0, 0]);
});

it('agrees with its reference', async () => {
  await checkReward('answerList');
  await checkReward('answerList', { list_recall: 1 });
});
