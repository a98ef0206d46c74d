// What: lists by their length and their ids, and which text is a list.
import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

const ranked = (list: string) => `<think>t</think><answer>[${list}]</answer>`;
const score = (texts: readonly string[], knobs: Readonly<Record<string, number>> = { candidates: 5 }) =>
  scores('rankFormat', { options: ['a', 'b', 'c'] }, texts, { knobs });

it('multiplies how near the length is with the share of ids that there are', async () => {
  const lists = ['3,1,2,4,5', '1,2,4,5', '3,1,2,9,0', '3,3,3,3,3', '6,7', '3', '1,2,3,4,5,1,2,3,4,5', '0,0'];
  expect(await score(lists.map(ranked))).toEqual([1, 0.8, 0.6, 1, 0, 0, 0, 0]);
  const long = Array.from({ length: 15 }, (_, i) => (i % 5) + 1).join(',');
  expect(await score([ranked(long), ranked(`${long},6`)])).toEqual([-1, -1.125]);
  expect(await score(['3', '9'].map(ranked), { candidates: 5, pay_one: 1 })).toEqual([0.2, 0]);
  // As many as the truth has options.
  expect(await score(['1,2,3', '1,2,4', '1,2,3,3'].map(ranked), {})).toEqual([1, 0.66667, 0.66667]);
  expect(await scores('rankFormat', {}, [ranked('1,2')])).toEqual([0]);
});

it('wants thinking in front of the list, and nothing but digits, commas and white space behind them', async () => {
  const list = '3,1,2,4,5';
  const good = [
    ranked('3, 1,  2,4,\t5'),
    `${ranked(list)} ok`,
    `Hm <think>a</think>\n\u00a0<answer>[${list}]</answer>`,
    `<think>a</think>b</think><answer>[${list}]</answer>`,
    `<think>a</think><answer>[x]</answer><think>a</think><answer>[${list}]</answer>`,
    `<think><think></think><answer>[${list}]</answer>`,
  ];
  expect(await score(good)).toEqual(good.map(() => 1));
  const bad = [
    `<answer>[${list}]</answer>`,
    `</think><answer>[${list}]</answer>`,
    `<think>a</think>b<answer>[${list}]</answer>`,
    `<think>a<answer>[${list}]</answer></think>`,
    ranked(`${list},`),
    ranked(` ${list}`),
    ranked('3 ,1,2,4,5'),
    ranked('03,1,2,4,5'),
    ranked('3,\n1,2,4,5'),
    ranked('3,\u00a01,2,4,5'),
    ranked('-3,1,2,4,5'),
    ranked(''),
    `<think>a</think><answer>${list}</answer>`,
    '',
  ];
  expect(await score(bad)).toEqual(bad.map(() => 0));
  // The first list that is one decides, even if Python cannot read it.
  expect(await score([ranked('03,1') + ranked(list), ranked('00,0') + ranked(list)])).toEqual([0, 0]);
});

it('agrees with its reference', async () => {
  await checkReward('rankFormat', { candidates: 4 });
});
