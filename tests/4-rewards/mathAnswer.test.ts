// What: numbers in texts, against a table made with math-verify 0.9.0 (parse, verify), and the same text as a second way to be right.
import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

const TEXTS = [
  'I count 2.0',
  '<think>maybe 2</think><answer>3</answer>',
  '<think>there are 2 dogs</think><answer>3</answer>',
  '<answer> 2 </answer>',
  '<answer>2</answer>',
  '<answer>\n2\n</answer>',
  '2',
  '02',
  ' 2',
  '2 cups',
  '2nd place',
  'x2',
  '-2',
  '- 2',
  '=2',
  'area=2',
  '$2',
  '**2**',
  '$2$',
  '\\boxed{2}',
  '\\boxed{ 2.0 }',
  '\\boxed{}',
  '\\boxed{2 cm}',
  '\\boxed{2\\text{ cm}}',
  '\\boxed{x=2}',
  '\\boxed{-2}',
  '\\boxed{3}, not 2',
  '\\boxed{3}\nThe answer is 2',
  '\\boxed{4/2}',
  '\\boxed{\\frac{4}{2}}',
  '\\frac{4}{2}',
  '4/2',
  'so 4/2.',
  '4/2x',
  '2 = 2',
  '3 then 2',
  '2 then 3',
  'answer 2 or 3',
  'Answer: 2. Then 3',
  'The answer is 2, and 3 remains',
  'my answer: 2\n3',
  'answer\n2\nand 3',
  'answer aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa 2 and 3',
  'answer a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a  2 and 3',
  '200%',
  '2%',
  '2 %',
  '2 percent',
  '200\\%',
  '0.02',
  '2,0',
  '2.00001',
  '2.',
  'two',
  '',
  '1 000',
  '1,000',
  '1000',
  '1,0000',
  '12,34',
  '0,5',
  '.5',
  '-.5',
  '1/2',
  '50%',
  '1/3',
  '0.333333',
  '0.33333',
  'zebra',
  'Boeing 747',
  '<answer>Boeing 747</answer>',
  '<answer>747</answer>',
  '747s',
  '(2)',
  '2)',
  ':2',
  'it is:2',
  '1234567',
  '\\boxed{1,234}',
  '1 234 567',
  '2\n',
  '€2',
];
/** Those in which math-verify reads a 2. */
const TWO = [
  'I count 2.0',
  '<think>maybe 2</think><answer>3</answer>',
  '<think>there are 2 dogs</think><answer>3</answer>',
  '<answer> 2 </answer>',
  '<answer>\n2\n</answer>',
  '2',
  '02',
  ' 2',
  '2 cups',
  '2nd place',
  '- 2',
  '=2',
  'area=2',
  '$2',
  '**2**',
  '$2$',
  '\\boxed{2}',
  '\\boxed{ 2.0 }',
  '\\boxed{2 cm}',
  '\\boxed{2\\text{ cm}}',
  '\\boxed{x=2}',
  '\\boxed{4/2}',
  '\\boxed{\\frac{4}{2}}',
  '\\frac{4}{2}',
  '4/2',
  'so 4/2.',
  '2 = 2',
  '3 then 2',
  'answer 2 or 3',
  'Answer: 2. Then 3',
  'The answer is 2, and 3 remains',
  'my answer: 2\n3',
  'answer\n2\nand 3',
  'answer aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa 2 and 3',
  '200%',
  '2%',
  '2 %',
  '2 percent',
  '2,0',
  '2.',
  '2)',
  '2\n',
  '€2',
];

/** By true answer: the texts of which verify(parse(text), parse(answer)) is true. */
const RIGHT: Readonly<Record<string, readonly string[]>> = {
  '2': TWO,
  '<answer> 2 </answer>': TWO,
  '<answer>2</answer>': [],
  '1000': ['1 000', '1,000', '1000', '1,0000'],
  '0.5': ['0,5', '.5', '1/2', '50%'],
  '50%': ['0,5', '.5', '1/2', '50%'],
  '747': ['Boeing 747', '<answer>Boeing 747</answer>', '747s'],
  '1/3': ['1/3', '0.333333'],
  '-2': ['-2', '\\boxed{-2}'],
  zebra: [],
  '\\frac{1}{2}': ['0,5', '.5', '1/2', '50%'],
  $2$: TWO,
  '1,234': ['\\boxed{1,234}'],
};

it('finds the numbers that math-verify finds', async () => {
  for (const [answer, right] of Object.entries(RIGHT)) {
    const found = await scores('mathAnswer', { answer }, TEXTS);
    const got = TEXTS.filter((_, i) => found[i] === 1);
    expect(got, answer).toEqual(TEXTS.filter((text) => right.includes(text)));
  }
});

it('reads the answer block where asked, and takes the same text', async () => {
  const texts = ['<answer>Zebra</answer>', '7 <answer> 8 </answer>', '7 <answer>\n8 </answer>', ' ZEBRA\n', '8'];
  expect(await scores('mathAnswer', { answer: '<answer>zebra</answer>' }, texts)).toEqual([0, 0, 0, 0, 0]);
  const knobs = { or_text: 1 };
  expect(await scores('mathAnswer', { answer: '<answer>zebra</answer>' }, texts, { knobs })).toEqual([1, 0, 0, 1, 0]);
  const block = { in_block: 1 };
  expect(await scores('mathAnswer', { answer: '8' }, texts, { knobs: block })).toEqual([0, 1, 1, 0, 1]);
  expect(await scores('mathAnswer', { answer: '8' }, ['8 <answer>x</answer>'], { knobs: block })).toEqual([0]);
  expect(await scores('mathAnswer', {}, ['8'], { knobs })).toEqual([0]);
});

it('agrees with its reference', async () => {
  await checkReward('mathAnswer', { or_text: 1 });
});
