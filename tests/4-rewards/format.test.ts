import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';
import { grammarByName } from '../../src/4-rewards/grammars.ts';
const GOOD = '<think>a</think><box>1 2 3 4</box><answer>b</answer>';

it('is 1 for the whole grammar and 0 for each way to break it', async () => {
  const texts = [
    GOOD,
    ` ${GOOD}\n`,
    GOOD.replace('</box>', '</box><box>5 6 7 8</box>'),
    `hey ${GOOD}`,
    GOOD.replace('1 2 3 4', '1 2 3'),
    GOOD.replace('1 2 3 4', '1 2 3 4 5'),
    GOOD.replace('>a<', '> <'),
    GOOD + GOOD,
    GOOD.replace('</think>', ''),
    '<box>1 2 3 4</box><think>a</think><answer>b</answer>',
    '<think><box>1 2 3 4</box></think><answer>b</answer>',
    '',
  ];
  expect(await scores('format', {}, texts)).toEqual([1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  expect(await scores('format', {}, ['x <answer>b</answer>', GOOD], { grammar: 'answer' })).toEqual([0, 0]);
  const loose = { nothing_outside: 0 };
  expect(await scores('format', {}, ['x <answer>b</answer>', 'x'], { knobs: loose, grammar: 'answer' })).toEqual([
    1, 0,
  ]);
  const zoom = '<zoom>1 2 3 4</zoom>';
  const zooms = [
    zoom + GOOD,
    zoom + zoom + GOOD,
    GOOD + zoom,
    zoom,
    `<zoom>1 2${GOOD}`,
    GOOD.replace('<box>', `${zoom}<box>`),
  ];
  expect(await scores('format', {}, zooms)).toEqual([1, 1, 0, 0, 0, 0]);
  const points = ['<point>1 2</point>', '<point>1 2</point><point>3 4</point>', '<point>1</point>', ''];
  const pointed = points.map((point) => `<think>a</think>${point}<answer>b</answer>`);
  expect(await scores('format', {}, pointed, { grammar: 'think_point_answer' })).toEqual([1, 1, 0, 0]);
  const partial = { partial_credit: 1 };
  expect(await scores('format', {}, [GOOD, '<answer>b</answer>'], { knobs: partial })).toEqual([1, 0.16667]);
  expect(() => grammarByName('think_music')).toThrow(/think_music.*There are: answer, box,/);
});

it('agrees with its reference', async () => {
  await checkReward('format');
  await checkReward('format', {}, 0, 'think_point_answer');
  await checkReward('format', { nothing_outside: 0, partial_credit: 1 }, 0, 'think_answer');
});
