// What: answers in boxes, in sentences and alone; words, whole numbers, letters.
import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

it('reads the last box, of any case, up to its first brace', async () => {
  const right = ['\\boxed{yes}', '\\boxed{Yes}', 'so \\BOXED{ yes. }', '\\boxed{no} \\boxed{yes}', 'oxed{yes} no', '\\boxed{yes}}', '\\boxed{:yes}', '\\boxed{x = yes}', '\\boxed{$yes$}']; // prettier-ignore
  const wrong = ['\\boxed{no}', '\\boxed{yes} \\boxed{no}', '\\boxed{\\text{yes}}', '\\boxed{yes', '\\boxed{}', '\\boxed{true}', '\\boxed{yes!}', 'yes \\boxed{no}', '\\boxed{yes = no}']; // prettier-ignore
  const expected = [...right.map(() => 1), ...wrong.map(() => 0)];
  expect(await scores('statedAnswer', { answer: 'yes' }, [...right, ...wrong])).toEqual(expected);
});

it('reads the sentence that states it, up to the end of the line or a full stop', async () => {
  const right = ['the answer is no', 'The answer is no. Because', 'x\nThe answer is: no\nyes', 'the final answer is no.', 'The answer should be no', 'the correct answer is\n\n no', 'the answer is yes. No, the answer is no', 'the final answer is yes, that is, the answer is no']; // prettier-ignore
  const wrong = ['THE ANSWER IS no', 'the answer is not no', 'the answer was no', 'no, the answer is yes', 'the answer is', 'the answer is no.Because', 'the answer is no because', 'the answer is no. Then the answer is yes']; // prettier-ignore
  const expected = [...right.map(() => 1), ...wrong.map(() => 0)];
  expect(await scores('statedAnswer', { answer: 'no' }, [...right, ...wrong])).toEqual(expected);
});

it('otherwise takes the whole text, without white space', async () => {
  const texts = ['no', ' N o.\n', 'no...', 'I say no', '', 'no =', '= no', ':no'];
  expect(await scores('statedAnswer', { answer: 'no' }, texts)).toEqual([1, 1, 1, 0, 0, 0, 1, 1]);
});

it('wants a number as a whole number in digits', async () => {
  const right = ['\\boxed{7}', 'the answer is 7.', '\\boxed{07}', '\\boxed{+7}', '7', '\\boxed{n = 7}', '\\boxed{ 7 }'];
  const wrong = ['\\boxed{seven}', '\\boxed{7.0}', '\\boxed{-7}', '\\boxed{7 stops}', '\\boxed{+}', '\\boxed{77}', '', '\\boxed{7+0}', '\\boxed{70}']; // prettier-ignore
  const expected = [...right.map(() => 1), ...wrong.map(() => 0)];
  expect(await scores('statedAnswer', { answer: '7' }, [...right, ...wrong])).toEqual(expected);
  expect(await scores('statedAnswer', { answer: '-3' }, ['\\boxed{-3}', '\\boxed{3}'])).toEqual([1, 0]);
});

it('wants the letter of an option where the truth has an option alone', async () => {
  const texts = ['\\boxed{B}', 'the answer is b.', '\\boxed{C}', '\\boxed{B. 4}', '\\boxed{1}', '\\boxed{E}', ''];
  expect(await scores('statedAnswer', { answerOption: 1 }, texts)).toEqual([1, 1, 0, 0, 0, 0, 0]);
  expect(await scores('statedAnswer', { answerOption: 4 }, texts)).toEqual(texts.map(() => 0));
  expect(await scores('statedAnswer', {}, ['a', ''])).toEqual([0, 0]);
});

it('agrees with its reference', async () => {
  await checkReward('statedAnswer');
});
