// What: tags that match: a table for every form, and counts by splitting on random pieces.
import { expect, it } from 'vitest';
import { randomInputs } from '../gpu/randomInputs.ts';
import { checkReward, scores } from './rewardFixtures.ts';

const score = (texts: readonly string[], knobs: Readonly<Record<string, number>>) =>
  scores('tagBalance', {}, texts, { knobs });

it('fines what does not match, or pays what does', async () => {
  const picture = '<|vision_start|><|image_pad|><|vision_end|>';
  const texts = [
    '<think>a</think><answer>b</answer>',
    'a',
    '<think>a<answer>b</answer>',
    '<think><answer>a</think><answer>b</answer>',
    '<think>a</think><answer>b',
    `<think>a</think>${picture}<answer>b</answer>`,
    `<think>a</think><|vision_start|><|image_pad|><answer>b</answer>`,
    '<think>a</think> \\boxed{1}',
    '<think>a</think> \\boxed{1} \\boxed{2}',
  ];
  expect(await score(texts, { form: 0 })).toEqual([0, 0, -1, 0, -1, 0, -1, 0, 0]);
  expect(await score(texts, { form: 1 })).toEqual([0, -1, -1, 0, -1, 0, -1, -1, -1]);
  expect(await score(texts, { form: 2 })).toEqual([-1, -1, -1, -1, -1, -1, -1, 0, -1]);
  expect(await score(texts, { form: 3 })).toEqual([1, 0, 0, 0, 0, 1, 1, 0, 0]);
  const long = ['<think></think><answer>a b\tc</answer>', '<think></think><answer>a b c d</answer>'];
  expect(await score(long, { form: 3, most_words: 3 })).toEqual([1, 0]);
  expect(await score(long, { form: 0, most_characters: 7 })).toEqual([0, -1]);
});

it('is what splitting counts', async () => {
  const { below } = randomInputs();
  const pieces = ['<think>', '</think>', '<answer>', '</answer>', 'x', ' '];
  const texts = Array.from({ length: 200 }, () =>
    Array.from({ length: 2 + below(7) }, () => pieces[below(pieces.length)]!).join(''),
  );
  const even = (text: string, name: string) => text.split(`<${name}>`).length === text.split(`</${name}>`).length;
  const expected = texts.map((text) =>
    even(text, 'think') && even(text.split('</think>').at(-1)!, 'answer') ? 0 : -1,
  );
  expect(await score(texts, { form: 0 })).toEqual(expected);
});

it('agrees with its reference', async () => {
  await checkReward('tagBalance');
  await checkReward('tagBalance', { form: 3 });
});
