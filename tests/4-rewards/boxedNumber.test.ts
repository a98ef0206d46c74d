// What: numbers in boxes, and what is read only behind the thinking; the golden cases of TRL are the independent oracle.
import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

it('reads the last box and nothing else', async () => {
  const texts = [
    '\\boxed{4}',
    '4',
    '$4$',
    '\\boxed{3} \\boxed{4}',
    '\\boxed{4} \\boxed{3}',
    '\\boxed{4',
    '\\boxed{ 4.0 }',
  ];
  expect(await scores('boxedNumber', { answer: '4' }, texts)).toEqual([1, 0, 0, 1, 0, 0, 1]);
  expect(await scores('boxedNumber', { answer: '\\frac{1}{2}' }, ['\\boxed{0.5}', '\\boxed{\\frac{1}{2}}'])).toEqual([
    1, 1,
  ]);
});

it('with after_think reads behind the last </think>', async () => {
  const texts = [
    '<think>a</think>\\boxed{4}',
    '<think>\\boxed{4}</think>',
    '\\boxed{4}',
    'a</think>\\boxed{4}</think> \\boxed{5}',
  ];
  expect(await scores('boxedNumber', { answer: '4' }, texts, { knobs: { after_think: 1 } })).toEqual([1, 0, 0, 0]);
});

it('agrees with its reference', async () => {
  await checkReward('boxedNumber');
});
