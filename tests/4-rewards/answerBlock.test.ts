// What: the text of an answer block as published code reads it: first block, line breaks, white space, case, format gate.
import { expect, it } from 'vitest';
import { randomInputs } from '../gpu/randomInputs.ts';
import { checkReward, scores } from './rewardFixtures.ts';

const free = { needs_format: 0 };
const score = (truth: object, texts: readonly string[], knobs: Readonly<Record<string, number>> = free) =>
  scores('answerBlock', truth, texts, { knobs });

it('reads the first block on one line, or the whole text', async () => {
  const texts = [
    '<answer>zebra</answer>',
    'zebra\n',
    '<answer>\nzebra\n</answer>',
    '<answer>horse</answer><answer>zebra</answer>',
    '<answer>\n</answer><answer>zebra</answer>',
    '<answer>a<answer>zebra</answer>',
    '<answer> ZEBRA </answer>',
    '<answer>a zebra</answer>',
    '<answer>zebra',
    '<Answer>zebra</Answer>',
    '',
  ];
  expect(await score({ answer: 'zebra' }, texts)).toEqual([1, 1, 0, 0, 1, 0, 1, 0, 0, 0, 0]);
  expect(await score({ answer: '<answer> zebra</answer>' }, texts)).toEqual([1, 1, 0, 0, 1, 0, 1, 0, 0, 0, 0]);
  const lines = { ...free, one_line: 0, whole_text: 0 };
  expect(await score({ answer: 'zebra' }, texts, lines)).toEqual([1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0]);
  const exact = { ...free, any_case: 0 };
  expect(await score({ answer: 'zebra' }, texts, exact)).toEqual([1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  expect(await score({}, texts)).toEqual(texts.map(() => 0));
});

it('takes the true answer as it stands on request, and pays something where there is none', async () => {
  const texts = ['<answer> zebra\n</answer>', 'zebra', '<answer><answer>zebra</answer>', ' <answer>horse</answer>'];
  const plain = { ...free, one_line: 0, any_case: 0, plain_truth: 1 };
  expect(await score({ answer: 'zebra' }, texts, plain)).toEqual([1, 1, 0, 0]);
  expect(await score({ answer: ' zebra' }, texts, plain)).toEqual([0, 0, 0, 0]);
  expect(await score({ answer: 'Zebra' }, texts, plain)).toEqual([0, 0, 0, 0]);
  expect(await score({ answer: '<answer>zebra' }, texts, plain)).toEqual([0, 0, 1, 0]);
  expect(await score({ answer: '<answer>zebra</answer>' }, texts, plain)).toEqual([0, 0, 0, 0]);
  expect(await score({ acceptedAnswers: ['horse', 'zebra'] }, texts, plain)).toEqual([1, 1, 0, 1]);
  expect(await score({}, texts, { ...plain, without_truth: 0.1 })).toEqual([0.1, 0.1, 0.1, 0.1]);
  expect(await score({ answer: 'x' }, texts, { ...plain, without_truth: 0.1 })).toEqual([0, 0, 0, 0]);
});

it('takes accepted answers, and pays nothing without a think block where the format gates', async () => {
  const truth = { answer: 'Pneumonia', acceptedAnswers: ['B', 'B. Pneumonia'] };
  const answers = ['B', 'b. pneumonia', ' pneumonia ', 'B) Pneumonia', 'C'].map((text) => `<answer>${text}</answer>`);
  const texts = [...answers.map((answer) => `<think>x</think>\n${answer}`), ...answers];
  expect(await score(truth, texts, {})).toEqual([1, 1, 1, 0, 0, 0, 0, 0, 0, 0]);
});

it('knows letters and white space beyond ASCII, as the text functions of the language do', async () => {
  const stretches = [
    [0x41, 0x5a],
    [0xc0, 0xde],
    [0x100, 0x12f],
    [0x132, 0x17f],
    [0x386, 0x3ab],
    [0x400, 0x42f],
    [0x460, 0x481],
    [0x48a, 0x4bf],
    [0x4d0, 0x52f],
  ] as const;
  for (const [first, last] of stretches) {
    const letters = Array.from({ length: last - first + 1 }, (_, k) => String.fromCodePoint(first + k));
    // Single letters; a final sigma is no matter here.
    const text = letters.filter((letter) => letter.toLowerCase().length === 1).join('a');
    const lower = [...text].map((letter) => letter.toLowerCase()).join('');
    expect(await score({ answer: lower }, [text, `${text}a`, text.slice(1)])).toEqual([1, 0, 0]);
  }
  const edges = ['\u00a0', '\u2003', '\u3000', '\x1c', '\x85', '\u2028'];
  expect(
    await score(
      { answer: 'Löwe' },
      edges.map((edge) => `<answer>${edge}LÖWE${edge} </answer>`),
    ),
  ).toEqual(edges.map(() => 1));
  expect(await score({ answer: '日本' }, ['日本', '日 本', '\u200b日本', '😀'])).toEqual([1, 0, 0, 0]);
});

it('is what splitting at tags finds, on random pieces', async () => {
  const { below } = randomInputs();
  const pieces = ['<answer>', '</answer>', 'a', 'A', ' ', '\n', '<', '</'];
  const texts = Array.from({ length: 200 }, () =>
    Array.from({ length: below(9) }, () => pieces[below(pieces.length)]!).join(''),
  );
  const expected = texts.map((text) => {
    let own = text;
    for (const line of text.split('\n').reverse()) {
      const [, ...behind] = line.split('<answer>');
      const rest = behind.join('<answer>');
      if (behind.length > 0 && rest.includes('</answer>')) own = rest.slice(0, rest.indexOf('</answer>'));
    }
    return own.trim().toLowerCase() === 'a' ? 1 : 0;
  });
  expect(expected).toContain(1);
  expect(await score({ answer: 'A' }, texts)).toEqual(expected);
});

it('agrees with its reference', async () => {
  await checkReward('answerBlock', free);
  await checkReward('answerBlock', { one_line: 0, any_case: 0 });
  await checkReward('answerBlock', { ...free, plain_truth: 1, without_truth: 0.1 });
});
