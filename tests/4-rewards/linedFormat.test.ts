// What: tags on lines of their own, against a reader that goes line by line.
import { expect, it } from 'vitest';
import { randomInputs } from '../gpu/randomInputs.ts';
import { checkReward, scores } from './rewardFixtures.ts';

const score = (texts: readonly string[], answer_form: number, loose_lines = 1) =>
  scores('linedFormat', {}, texts, { knobs: { answer_form, loose_lines } });
const text = (think: string, answer: string) => `<think>${think}</think>\n<answer>${answer}</answer>`;

it('wants line breaks at every tag, and one pair of braces', async () => {
  const good = [
    text('\na\n', '\n{"x": 1}\n'),
    text('\n\n', '\n{}\n'),
    text(' \n a\nb \n ', ' \n{\n}\n \t'),
    `${text('\na\n', '\n{"x": 1}\n')}\n `,
    '<think>\na\n</think>\n<think>\n</think>  \n<answer>\n{a <answer>\n}\n</answer>',
  ];
  const bad = [
    '',
    text('a', '\n{}\n'),
    text('\n', '\n{}\n'),
    text('\na\n', '\n{}'),
    text('\na\n', '{}\n'),
    text('\na\n', '\n {}\n'),
    text('\na\n', '\n{{}}\n'),
    text('\na\n', '\n{}}\n'),
    text('\na\n', '\n```{}```\n'),
    ` ${text('\na\n', '\n{}\n')}`,
    `${text('\na\n', '\n{}\n')}x`,
    text('\na\n', '\n{}\n').replace('\n<answer>', '<answer>'),
    text('\na\n', '\n{}\n').replace('\n<answer>', '\n <answer>'),
  ];
  expect(await score([...good, ...bad], 1)).toEqual([...good.map(() => 1), ...bad.map(() => 0)]);
  const any = [text('\na\n', '\nImage A\n'), text('\na\n', '\n\n'), text('\na\n', '\n'), text('a', 'Image A')];
  expect(await score(any, 0)).toEqual([1, 1, 0, 0]);
});

it('wants a box that is not empty, and single line breaks where the lines are strict', async () => {
  const texts = [
    text('\na\n', '\n\\boxed{9}\n'),
    text('\na\n', '\nso \\boxed{\n9} cm\n'),
    text('\na\n', '\n\\boxed{}\n'),
    text('\na\n', '\n\\boxed{}}\n'),
    text('\na\n', '\n9\n'),
    text('\na\n', ' \n\\boxed{9}\n'),
    `${text('\na\n', '\n\\boxed{9}\n')}\n`,
    text('\na\n', '\n\\boxed{9}\n').replace('\n<answer>', '\n\n<answer>'),
    text('\n', '\n\\boxed{9}\n'),
  ];
  expect(await score(texts, 2, 0)).toEqual([1, 1, 0, 1, 0, 0, 0, 0, 0]);
  expect(await score(texts, 2, 1)).toEqual([1, 1, 0, 1, 0, 1, 1, 1, 0]);
});

it('is what reading line by line finds, on random lines', async () => {
  const { below } = randomInputs();
  const pieces = ['<think>', '</think>', '<answer>', '</answer>', 'a', '{b}', '{', '', ' '];
  const texts = Array.from({ length: 300 }, () => {
    const some = () => Array.from({ length: below(3) }, () => pieces[below(pieces.length)]!);
    return ['<think>', ...some(), '</think>', ...some(), '<answer>', ...some(), '</answer>'].join('\n');
  });
  // Strict lines, any text: with one piece per line, each tag is a line, and something stands between the two of a pair.
  const expected = texts.map((one) => {
    const lines = one.split('\n');
    const middle = lines.some(
      (line, k) => k > 1 && k + 3 < lines.length && line === '</think>' && lines[k + 1] === '<answer>',
    );
    return middle ? 1 : 0;
  });
  expect(expected).toContain(1);
  expect(expected).toContain(0);
  expect(await score(texts, 0, 0)).toEqual(expected);
});

it('agrees with its reference', async () => {
  await checkReward('linedFormat');
});
