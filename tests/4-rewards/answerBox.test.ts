// What: the first box of an answer: its form and the sizes by hand, its overlap by counting pixels.
import { expect, it } from 'vitest';
import { randomInputs } from '../gpu/randomInputs.ts';
import { checkReward, scores } from './rewardFixtures.ts';

const truth = { boxes: [[0.25, 0.25, 0.75, 0.75] as const] };
const answer = (box: string) => `<think>x</think><answer>{"bbox_2d": ${box}}</answer>`;

it('reads the first box of whole numbers', async () => {
  const texts = [
    answer('[25, 25, 75, 75]'),
    answer('[25,25,\n75,75]'),
    answer('[25, 25, 75, 75], [0, 0, 9, 9]'),
    answer('[0, 0, 9, 9], [25, 25, 75, 75]'),
    answer('[1], [[25, 25, 75, 75]]'),
    answer('[25.0, 25, 75, 75]'),
    answer('[-25, 25, 75, 75]'),
    answer('[25 , 25, 75, 75]'),
    answer('[ 25, 25, 75, 75]'),
    answer('[25, 25, 75]'),
    answer('[25, 25, 75, 75, 80]'),
    answer('[75, 75, 25, 25]'),
    '<answer>[25, 25, 75, 75]</answer>',
    '<answer>x</answer><answer>{[25, 25, 75, 75]}</answer>',
    '[25, 25, 75, 75]',
    '',
  ];
  expect(await scores('answerBox', truth, texts)).toEqual([1, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0]);
  const form = [1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0];
  expect(await scores('answerBox', truth, texts, { knobs: { part: 1 } })).toEqual(form);
  expect(await scores('answerBox', {}, texts.slice(0, 1))).toEqual([0]);
});

it('wants the parts of the form in their order, whatever stands between them', async () => {
  const parts = ['<think>', 'a', '</think>', ' ', '<answer>', 'b', '{', 'c', '[1,2,3,4]', 'd', '}', 'e', '</answer>'];
  const without = (...left: string[]) => parts.filter((part) => !left.includes(part)).join('');
  const texts = [
    `x${parts.join('<answer>')}y`.replace('</think><answer> <answer><answer>', '</think> \n<answer>'),
    without('a', ' ', 'b', 'c', 'd', 'e'),
    ...['<think>', '</think>', '<answer>', '{', '[1,2,3,4]', '}', '</answer>'].map((part) => without(part)),
    parts.join('').replace('</think> ', '</think>.'),
    `<think></think>${parts.join('')}`,
  ];
  const found = await scores('answerBox', {}, texts, { knobs: { part: 1 } });
  expect(found).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
});

it('brings what is written from the input to the picture', async () => {
  const knobs = { input_width: 50, input_height: 25, picture_width: 100, picture_height: 200 };
  const tall = { boxes: [[0.25, 0.5, 0.75, 1.5] as const] };
  expect(await scores('answerBox', tall, [answer('[12, 6, 38, 19]'), answer('[13, 6, 37, 19]')], { knobs })).toEqual([
    // (50 · 100)/(52 · 104), (48 · 100)/(50 · 100 + 48 · 104 − 48 · 100)
    0.92456, 0.9245,
  ]);
});

it('counts pixels, but none where the overlap is one pixel wide or high', async () => {
  // Always the same boxes: a value halfway between two roundings would tell float32 from float64.
  const { below } = randomInputs(7);
  const side = () => {
    const low = below(70);
    return [low, low + below(40)] as const;
  };
  const drawn = Array.from({ length: 120 }, () => [side(), side()] as const);
  const boxes = [[[74, 90], [25, 75]], [[73, 90], [25, 75]], [[25, 75], [10, 26]], [[25, 75], [10, 27]], ...drawn] as const; // prettier-ignore
  const shared = ([low, high]: readonly number[]) =>
    Array.from({ length: 100 }, (_, k) => k).filter((k) => k >= low! && k < high! && k >= 25 && k < 75).length;
  const expected = boxes.map(([x, y]) => {
    const [wide, high] = [shared(x), shared(y)];
    const both = wide < 2 || high < 2 ? 0 : wide * high;
    return Math.round((both / (2500 + (x[1] - x[0]) * (y[1] - y[0]) - both)) * 1e5) / 1e5;
  });
  const texts = boxes.map(([x, y]) => answer(`[${x[0]}, ${y[0]}, ${x[1]}, ${y[1]}]`));
  expect(await scores('answerBox', truth, texts)).toEqual(expected);
  expect(expected.filter((value) => value > 0).length).toBeGreaterThan(2);
});

it('agrees with its reference', async () => {
  await checkReward('answerBox');
});
