import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

it('wants the answer in the think span, as whole words', async () => {
  const text = (think: string, answer: string) => `<think>${think}</think><answer>${answer}</answer>`;
  const texts = [
    text('It is a Red dog', 'red dog.'),
    text('hundred', 'red'),
    text('red', ''),
    '<answer>red</answer>red',
    '',
  ];
  expect(await scores('answerInThink', {}, texts)).toEqual([1, 0, 0, 0, 0]);
});

it('agrees with its reference', async () => {
  await checkReward('answerInThink');
});
