import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

const said = (...answers: readonly string[]) => answers.map((answer) => `<answer>${answer}</answer>`);

it('wants one of the accepted answers, byte for byte, without white space at the ends', async () => {
  const texts = [
    ...said('red', ' dark red\n', 'Red', 'red.', 'dark  red', 'dark', '', '\u00a0\u2003red\u3000\x1f', '\u200bred'),
    '<answer>blue</answer><answer>red</answer>',
    'red',
    '',
  ];
  const accepted = { acceptedAnswers: ['red', 'dark red'] };
  expect(await scores('answerAccepted', accepted, texts)).toEqual([1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
});

it('accepts the true answer too; white space of what is accepted counts', async () => {
  const texts = said('Füße', 'Fuß', 'füße', ' two ', 'two');
  expect(await scores('answerAccepted', { answer: 'Füße', acceptedAnswers: ['Fuß', ' two'] }, texts)).toEqual([
    1, 1, 0, 0, 0,
  ]);
  expect(await scores('answerAccepted', {}, [...texts, ...said('')])).toEqual([0, 0, 0, 0, 0, 0]);
  expect(await scores('answerAccepted', { acceptedAnswers: [''] }, said('', ' ', 'x'))).toEqual([1, 1, 0]);
});

it('agrees with its reference', async () => {
  await checkReward('answerAccepted');
});
