// What: the last box against the true answer, as a text without signs that mean nothing and as a number.
import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

const boxed = (...texts: string[]) => texts.map((text) => `so \\boxed{${text}}`);
const score = (answer: string, texts: readonly string[]) => scores('boxedAnswer', { answer }, texts);

it('compares signs and numbers', async () => {
  expect(
    await score('B', [
      ...boxed('B', ' b ', '\\text{B}', '(B)', 'C', 'B. exit', ''),
      'B',
      '\\boxed{A} \\boxed{B}',
      '\\boxed{B',
    ]),
  ).toEqual([1, 1, 1, 1, 0, 0, 0, 0, 1, 0]);
  expect(await score('1/2', boxed('0.50', '\\frac{1}{2}', '0.6', '1 / 2'))).toEqual([1, 1, 0, 1]);
  expect(await score('1000', boxed('1,000', '1000', '100'))).toEqual([1, 1, 0]);
  expect(
    await scores('boxedAnswer', { answer: 'red' }, ['<answer>Red</answer>', 'red'], { knobs: { boxed: 0 } }),
  ).toEqual([1, 0]);
});

it('agrees with its reference', async () => {
  await checkReward('boxedAnswer', { boxed: 0 });
});
