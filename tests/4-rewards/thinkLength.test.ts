// What: the length of the thinking in characters, in a window.
import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';
import { randomInputs } from '../gpu/randomInputs.ts';

it('pays fewer than ten characters, of the trimmed thinking between the tags', async () => {
  const long = 'x'.repeat(9);
  const texts = [
    `<think>${long}</think>`,
    `<think>${long}x</think>`,
    `<think> \n ${long} \t</think>`,
    '<think></think>',
    `${long.repeat(9)}<think>a</think>${long.repeat(9)}`,
  ];
  expect(await scores('thinkLength', {}, texts)).toEqual([1, 0, 1, 1, 1]);
});

it('counts characters, not bytes', async () => {
  const texts = ['<think>ééééééééé</think>', '<think>éééééééééé</think>', '<think>🐕🐕🐕🐕🐕🐕🐕🐕🐕</think>'];
  expect(await scores('thinkLength', {}, texts)).toEqual([1, 0, 1]);
});

it('needs both tags, as they stand in the expression', async () => {
  const texts = [
    'short',
    '<think>a',
    'a</think>',
    '</think>a<think>',
    '<Think>a</Think>',
    '<think >a</think>',
    '<think',
    '<think>a<xthink>',
  ];
  expect(await scores('thinkLength', {}, texts)).toEqual(texts.map(() => 0));
});

it('takes the first block, up to the first closing tag', async () => {
  const texts = [
    '<think>a</think><think>long long long</think>',
    '<think>long long long</think><think>a</think>',
    '<think>a<think>b</think>', // a<think>b: nine characters
    '<think>aa<think>b</think>',
    '</think><think>a</think>',
  ];
  expect(await scores('thinkLength', {}, texts)).toEqual([1, 0, 1, 0, 1]);
});

it('has a window with both ends in it', async () => {
  const texts = [9, 10, 20, 21].map((length) => `<think>${'y'.repeat(length)}</think>`);
  const knobs = { think_min_chars: 10, think_max_chars: 20 };
  expect(await scores('thinkLength', {}, texts, { knobs })).toEqual([0, 1, 1, 0]);
});

it('is what splitting at the tags finds, on random pieces', async () => {
  const { below } = randomInputs();
  const pieces = ['<think>', '</think>', '<think>', '</think>', 'ab', ' ', 'é', '<answer>', '\n', '<', 'th'];
  const texts = Array.from({ length: 200 }, () =>
    Array.from({ length: below(9) }, () => pieces[below(pieces.length)]!).join(''),
  );
  const expected = texts.map((text) => {
    const [, ...behind] = text.split('<think>');
    const [thinking, ...closed] = behind.join('<think>').split('</think>');
    return closed.length > 0 && [...thinking!.trim()].length <= 5 ? 1 : 0;
  });
  expect(expected).toContain(1);
  expect(expected).toContain(0);
  expect(await scores('thinkLength', {}, texts, { knobs: { think_max_chars: 5 } })).toEqual(expected);
});

it('agrees with its reference', async () => {
  await checkReward('thinkLength');
  await checkReward('thinkLength', { think_min_chars: 3, think_max_chars: 12 });
});
