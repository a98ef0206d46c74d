// What: places of relevant ids by hand, and how a ranking is read.
import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

const answer = (list: string) => `<answer>[${list}]</answer>`;
const score = (order: readonly number[], texts: readonly string[], knobs = {}) =>
  scores('rankReciprocal', { order }, texts, { knobs });

it('pays the place of each relevant id as a part of the best that is possible', async () => {
  const lists = ['3,1,2', '1,3,2', '1,2', '3', '1,1,3', '3,3,3', '-3,3', '+3', '03,1', '1_2,3', '3_'].map(answer);
  const cubes = [1, 1 / 8, 0, 1, 1 / 27, 1, 1 / 8, 1, 1, 1 / 8, 0].map((value) => Math.round(value * 1e5) / 1e5);
  expect(await score([3], lists)).toEqual(cubes);
  const both = [answer('3,1'), answer('3,2,1'), answer('2,1')];
  expect(await score([1, 3], both)).toEqual([1, 0.92181, 0.11111]);
  // Relevant ids that are named twice count twice; the power sets how fast it falls.
  expect(await score([3, 3], [answer('3'), answer('1,3')])).toEqual([1.77778, 0.22222]);
  expect(await score([1, 3], both, { power: 1 })).toEqual([1, 0.88889, 0.33333]);
  expect(await score([1, 3], both, { power: 0 })).toEqual([1, 1, 0.5]);
  expect(await score([], both)).toEqual([0, 0, 0]);
});

it('reads the first list on one line, blank pieces left out', async () => {
  const texts = [
    answer(' 3 , 1,\u00a02'),
    answer('3,1,'),
    answer(',,1,,3'),
    answer('1,\n3'),
    `${answer('1,\n3')}${answer('3')}`,
    `${answer('1,3')}${answer('3')}`,
    answer('3]</answer>'),
    answer('3.0'),
    answer('3 1'),
    answer('three,3'),
    answer('3,-'),
    '<answer>3</answer>',
    '<answer> [3]</answer>',
    '<answer>[3] </answer>',
    answer(''),
    '',
  ];
  expect(await score([3], texts)).toEqual([1, 1, 0.125, 0, 1, 0.125, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
});

it('does not score more than 64 relevant ids', async () => {
  const many = (count: number) => Array.from({ length: count }, (_, i) => i);
  expect(await score(many(64), [answer(many(64).join())])).toEqual([1]);
  expect(await score(many(65), [answer(many(65).join())])).toEqual([0]);
});

it('agrees with its reference', async () => {
  await checkReward('rankReciprocal');
});
