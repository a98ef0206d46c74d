// What: an answer block at the end, with nothing but white space behind it; the same by searching from the end.
import { expect, it } from 'vitest';
import { randomInputs } from '../gpu/randomInputs.ts';
import { checkReward, scores } from './rewardFixtures.ts';

it('wants the answer at the end', async () => {
  const texts = [
    '<answer>a</answer>',
    'x<answer></answer> \n\u2003',
    '<answer>a</answer> x',
    'a</answer>',
    '<answer>a',
    '',
  ];
  expect(await scores('endsWithAnswer', {}, texts)).toEqual([1, 1, 0, 0, 0, 0]);
  const { below } = randomInputs();
  const pieces = ['<answer>', '</answer>', 'x', ' '];
  const made = Array.from({ length: 150 }, () => Array.from({ length: below(6) }, () => pieces[below(4)]!).join(''));
  const expected = made.map((text) => {
    const trimmed = text.trimEnd();
    const open = trimmed.indexOf('<answer>');
    return trimmed.endsWith('</answer>') && open >= 0 && open <= trimmed.length - 17 ? 1 : 0;
  });
  expect(expected).toContain(1);
  expect(await scores('endsWithAnswer', {}, made)).toEqual(expected);
});

it('agrees with its reference', async () => {
  await checkReward('endsWithAnswer');
});
