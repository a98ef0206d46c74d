// What: how a completion begins.
import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

it('wants the tag and a line break in front of everything', async () => {
  const texts = [
    '<think>\n',
    '<think>\nx</think>',
    '<think>x',
    ' <think>\n',
    'x\n<think>\n',
    '<Think>\n',
    '<think>\r\n',
    '',
  ];
  expect(await scores('beginsThinking', {}, texts)).toEqual([1, 1, 0, 0, 0, 0, 0, 0]);
});

it('agrees with its reference', async () => {
  await checkReward('beginsThinking');
});
