// What: the last box against the true answer, as a text without signs that mean nothing and as a number.
import { expect, it } from 'vitest';
import { kernelSource } from '../../src/gpu/kernels.ts';
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

it('reads an answer block on one line, or the whole text', async () => {
  const texts = [
    '<answer> 4 </answer>',
    '4',
    'it is 4',
    '<answer>\n4\n</answer>',
    'so <answer>3</answer><answer>4</answer>',
  ];
  expect(await scores('boxedAnswer', { answer: '4' }, texts, { knobs: { boxed: 2 } })).toEqual([1, 1, 0, 0, 0]);
});

// What mathruler 0.1.0 says of these pairs (grade_answer).
const graded: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  [
    '4',
    [
      '4.0',
      '4.',
      '+4',
      'x=4',
      'x = 4',
      '4 cm',
      '4cm^2',
      '4 meters',
      '4\\text{ cm}',
      '{4}',
      '4\n',
      '$4$',
      '\\$4',
      '(4)',
    ],
    ['8/2', 'xy = 4', '4 dollars', '4!', 'x=y=4', ''],
  ],
  [
    '1/2',
    ['0.50', '.5', '\\frac12', '\\dfrac{1}{2}', '2.0/4', '1 / 2'],
    ['2/4', '1/2.', '1/20', '-1/2', '1/0', '0.5001'],
  ],
  ['-0.5', ['\\frac{-1}{2}', '-\\frac{1}{2}', '-.5'], ['0.5', '- 5']],
  ['3/2', ['1 1/2', '1\\frac{1}{2}', '1.5'], ['11/2', '6/4', '1 + 1']],
  ['50', ['50%', '50\\%', '50^\\circ', '50^{\\circ}', '50 degrees'], ['0.5', '5', '500']],
  ['1000', ['1,000', '1000'], ['10,00', '1,0000', '100']],
  ['1000000', ['1,000,000'], ['1,000,00']],
  ['12', ['12'], ['1,2', '(1,2)']],
  ['(1,2)', ['(1, 2)', '\\left(1,2\\right)', '( 1 , 2 )'], ['1,2', '[1,2]', '(1,2]', '(2,1)', '(1,2,3)', '12']],
  ['(1/2,1)', ['(0.5,1)'], ['(0.5,1.5)', '(2/4,1)']],
  ['b', ['B', '(B)', '\\text{B}', '\\mathrm{B}', '\\textbf{(B)}'], ['A', 'B.', '(A) b']],
  ['red', ['Red', '\\text{ red }'], ['(red)', 'reddish', 're']],
];

it('grades as mathruler does', async () => {
  for (const [answer, right, wrong] of graded) {
    const expected = [...right.map(() => 1), ...wrong.map(() => 0)];
    expect(await score(answer, boxed(...right, ...wrong)), answer).toEqual(expected);
  }
  expect(await score('x'.repeat(128), boxed('x'.repeat(128), 'x'.repeat(129)))).toEqual([1, 0]);
  expect(await score('x'.repeat(129), boxed('x'.repeat(129)))).toEqual([0]);
});

it('has its words packed as the comments say', () => {
  const rows = [...kernelSource('4-rewards/rulerSigns').wgsl.matchAll(/^ {2}vec4u\((.*)\), \/\/ (\S+)$/gm)];
  for (const [, row, word] of rows) {
    const numbers = [...row!.matchAll(/\b(0x[0-9a-f]+|\d+)u/g)].map(([, number]) => Number(number));
    const letters = [0, 1, 2].map((w) =>
      [0, 1, 2, 3].reduce((sum, k) => sum + (word!.charCodeAt(4 * w + k) || 0) * 256 ** k, 0),
    );
    expect(numbers, word).toEqual([...letters, word!.length]);
  }
  expect(rows).toHaveLength(27);
});

it('agrees with its reference', async () => {
  await checkReward('boxedAnswer', { boxed: 0 });
});
