// What: marks in a judge's reply: which counts, what is a number, where the list ends.
import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

const info = (...marks: string[]) => marks.map((mark, i) => `<info${i + 1}>${mark}</info${i + 1}>`).join('\n');

it('takes the mean of the marks up to the first that is missing, the last of each', async () => {
  const texts = [
    info('1', '1'),
    info('0', '1', '1', '0'),
    '<info1>1</info1><info3>1</info3>',
    '<info2>1</info2>',
    'sorry',
    '',
    `${info('0', '0')} then ${info('1')}`,
    '<info1>1</info1> <info1></info1>',
    '<info1>0</info1> <info1>1',
    '<info01>1</info01>',
    info(...Array.from({ length: 12 }, (_, i) => (i === 11 ? '1' : '0'))),
  ];
  const expected = [1, 0.5, 1, 0, 0, 0, 0.5, 1, 0, 0, 1 / 12];
  (await scores('judgeMarks', {}, texts)).forEach((value, i) => expect(value, texts[i]).toBeCloseTo(expected[i]!, 4));
});

it('cuts marks to 0 … 1; what is no number is 0', async () => {
  const marks: Readonly<Record<string, number>> = {
    '0.5': 0.5,
    ' 0.25\n': 0.25,
    '.5': 0.5,
    '1.': 1,
    '7': 1,
    '-3': 0,
    '+1': 1,
    yes: 0,
    '1 or 0': 0,
    '0.5.1': 0,
    '1e-1': 0.1,
    '25E-2': 0.25,
    '0.0005e3': 0.5,
    '1e': 0,
    e1: 0,
    '.': 0,
    inf: 1,
    '-Infinity': 0,
    NaN: 1,
    '1,0': 0,
  };
  const found = await scores(
    'judgeMarks',
    {},
    Object.keys(marks).map((mark) => info(mark)),
  );
  Object.entries(marks).forEach(([mark, value], i) => expect(found[i], mark).toBeCloseTo(value, 4));
});

it('agrees with its reference', async () => {
  await checkReward('judgeMarks');
});
