// What: texts that begin with their only think block, and texts that do not.
import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

it('wants one block at the very beginning', async () => {
  const good = ['<think></think>', '<think>a\n</think> b', '<think>a</think>b</think>c'];
  const bad = [
    '',
    ' <think>a</think>',
    '<think>a',
    '<think>a</think><think>',
    '<think><think>a</think>',
    '<Think>a</think>',
    '</think><think>',
  ];
  expect(await scores('thinkFirst', {}, [...good, ...bad])).toEqual([...good.map(() => 1), ...bad.map(() => 0)]);
});

it('agrees with its reference', async () => {
  await checkReward('thinkFirst');
});
