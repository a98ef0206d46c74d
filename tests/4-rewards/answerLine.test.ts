// What: the last answer line: which line, which texts are the same, and the table of rules against its comments and the twin's list.
import { expect, it } from 'vitest';
import { finalRules } from '../../shaders/4-rewards/finalAnswer.ref.ts';
import { kernelSource } from '../../src/gpu/kernels.ts';
import { checkReward, scores } from './rewardFixtures.ts';

const score = (answer: string, texts: readonly string[], knobs = {}) =>
  scores('answerLine', { answer }, texts, { knobs });
const said = (...answers: string[]) => answers.map((answer) => `Answer: ${answer}`);

it('reads the last answer line of the end', async () => {
  const texts = [
    'Answer: 4',
    'so ANSWER \n:\n\n 4 \nbye',
    'Answer: 3\nAnswer: 4',
    'Answer: 4\nAnswer: 3',
    'Answer: 4 Answer: 4',
    'Answer: 3 Answer = 4',
    'Answer: 4\nAnswer:\n\n',
    'Answer: 4\nAnswer:\n \n',
    'Answer 4',
    'The answers: 4',
    '4',
    '',
    `Answer: 4\n${'é'.repeat(289)}`,
    `Answer: 4\n${'é'.repeat(291)}`,
  ];
  const right = [1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 1, 0];
  expect(await score('4', texts)).toEqual(right.map((value) => 2 * value - 1));
  expect(await score('4', texts, { wrong_score: 0 })).toEqual(right);
  expect(await score('4', ['Answer: 4', 'Answer: 4.'], { last_chars: 9 })).toEqual([1, -1]);
  expect(await scores('answerLine', {}, texts.slice(0, 1))).toEqual([-1]);
});

it('finds the same answer behind other signs', async () => {
  const same: readonly (readonly [string, readonly string[]])[] = [
    [
      '4',
      ['4', '$4$', 'x = 4', 'x = $4$ or so', '4 cm', '4 square feet', '\\boxed{4}', '\\text{4}', '4\\text{ m}', '4\\;'],
    ],
    ['1000', ['1,000', '1000', '10,00', '1{,}000', '1,\\!000', '$1,000$']],
    ['\\frac{1}{2}', ['\\frac12', '\\frac{1}{2}', '\\boxed{\\frac{1}{2}}', '$\\frac12$']],
    ['\\sqrt2', ['\\sqrt{2}', '\\sqrt2']],
    ['AB', ['\\overline{AB}', '\\textbf{AB}', '\\text{A}\\text{B}', 'a AB', '"AB"']],
    ['a,b', ['a,\\text{and} b', 'a, b']],
  ];
  for (const [answer, texts] of same) expect(await score(answer, said(...texts)), answer).toEqual(texts.map(() => 1));
  const other = said('5', '4.', '4 =', 'xy', '\\frac{12}', 'ab', '\\frac{1}{23}', '1,00');
  for (const [answer] of same) expect(await score(answer, other), answer).toEqual(other.map(() => -1));
  // The widest box, the first text: braces that are left over stay.
  expect(await score('1}{2', said('\\boxed{1}{2}'))).toEqual([1]);
  expect(await score('a}', said('\\text{a}}', '\\text{a'))).toEqual([1, -1]);
  expect(await score('\\text{a', said('\\text{a'))).toEqual([1]);
});

it('has the rules of its twin in their order, packed as the comments say', () => {
  const rows = [...kernelSource('4-rewards/finalAnswer').wgsl.matchAll(/ Rule\((.*)\), \/\/ (\S+) → (\S+)$/gm)];
  const plain = (shown: string) => (shown === '–' ? '' : shown.replaceAll('␣', ' ').replaceAll('⏎', '\n'));
  const packed = (text: string, words: number) =>
    Array.from({ length: words }, (_, w) =>
      [0, 1, 2, 3].reduce((sum, k) => sum + (text.charCodeAt(4 * w + k) || 0) * 256 ** k, 0),
    );
  for (const [, row, from, put] of rows) {
    const numbers = [...row!.matchAll(/\b(0x[0-9a-f]+|\d+)u/g)].map(([, number]) => Number(number));
    const [own, other] = [plain(from!), plain(put!)];
    expect(numbers, from).toEqual([...packed(own, 4), ...packed(other, 2), own.length, other.length]);
  }
  const shown = rows.map(([, , from, put]) => [plain(from!), plain(put!)]);
  expect(shown.slice(0, 51)).toEqual(finalRules);
  const others = ['\\text{', '\\textbf{', '\\overline{', '\\boxed{', 'frac', 'sqrt', '$', ','];
  expect(shown.slice(51)).toEqual(others.map((from) => [from, '']));
});

it('agrees with its reference', async () => {
  await checkReward('answerLine', { last_chars: 40 });
});
