// What: a think block, an answer block and nothing else.
import { expect, it } from 'vitest';
import { randomInputs } from '../gpu/randomInputs.ts';
import { checkReward, scores } from './rewardFixtures.ts';

it('wants both blocks, in order, with white space alone between them', async () => {
  const good = [
    '<think>a</think><answer>b</answer>',
    '<think>a</think> \n\t<answer>b</answer>',
    '<think></think><answer></answer>',
    '<think>a\nb</think><answer>c\nd</answer>',
  ];
  const bad = [
    '',
    'no tags',
    '<answer>b</answer>',
    '<think>a</think>',
    '<answer>b</answer><think>a</think>',
    '<think>a</think>x<answer>b</answer>',
    ' <think>a</think><answer>b</answer>',
    '<think>a</think><answer>b</answer>\n',
    '<think>a<answer>b</answer>',
    '<think>a</think><answer>b',
    '<Think>a</Think><answer>b</answer>',
    '<think></think></answer>',
    '<think>a</think><answer></answer',
  ];
  expect(await scores('thinkThenAnswer', {}, [...good, ...bad])).toEqual([...good.map(() => 1), ...bad.map(() => 0)]);
});

it('lets tags stand in the blocks, as the dots of the expression do', async () => {
  const texts = [
    '<think>a</think>b</think><answer>c</answer>',
    '<think>a</think><answer>c</answer>d</answer>',
    '<think>a</think>b<answer>x</answer></think><answer>c</answer>',
    '<think>a</think>b<answer>c</answer>',
  ];
  expect(await scores('thinkThenAnswer', {}, texts)).toEqual([1, 1, 1, 0]);
});

it('lets text follow where the end is open, but nothing in front or between', async () => {
  const good = [
    '<think>a</think><answer>b</answer>',
    '<think>a</think>\n<answer>b</answer> and more',
    '<think>a</think><answer>b</answer><answer>c</answer>',
    '<think>a</think><answer>b</answer></think>',
    '<think>a</think><answer></answer><answer',
  ];
  const bad = [
    '',
    '<think>a</think>',
    ' <think>a</think><answer>b</answer>',
    '<answer>b</answer><think>a</think>',
    '<think>a</think>x<answer>b</answer>',
    '<think>a</answer></think><answer>b',
    'x</answer>',
  ];
  const knobs = { open_end: 1 };
  const expected = [...good.map(() => 1), ...bad.map(() => 0)];
  expect(await scores('thinkThenAnswer', {}, [...good, ...bad], { knobs })).toEqual(expected);
});

it('is what taking the ends off and splitting finds, on random pieces', async () => {
  const { below } = randomInputs();
  const pieces = ['</think>', '<answer>', '</think><answer>', 'a', ' ', '\n', '</answer>', '<think>'];
  const texts = Array.from({ length: 200 }, () => {
    const middle = Array.from({ length: below(6) }, () => pieces[below(pieces.length)]!).join('');
    return below(8) === 0 ? middle : `<think>${middle}</answer>`;
  });
  const expected = texts.map((text) => {
    if (!text.startsWith('<think>') || !text.endsWith('</answer>') || text.length < 16) return 0;
    const [, ...behind] = text.slice(7, -9).split('</think>');
    return behind.some((_, k) => behind.slice(k).join('</think>').trimStart().startsWith('<answer>')) ? 1 : 0;
  });
  expect(expected).toContain(1);
  expect(expected).toContain(0);
  expect(await scores('thinkThenAnswer', {}, texts)).toEqual(expected);
});

it('agrees with its reference', async () => {
  await checkReward('thinkThenAnswer');
  await checkReward('thinkThenAnswer', { open_end: 1 });
});
