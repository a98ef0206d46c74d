// What: which blocks are there, and where a user's turn hides them.
import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

const score = (texts: readonly string[], form: number) => scores('searchFormat', {}, texts, { knobs: { form } });
const user = (text: string) => `<|im_start|>user${text}<|im_end|>`;

it('finds blocks in any order, but closing tags behind opening ones', async () => {
  const texts = [
    '<search>a</search><answer>b</answer>',
    '<answer>b</answer>\n<search>a\n</search>',
    '<answer>b</answer>',
    '</answer><answer><search>a</search>',
    '</answer><answer>x</answer><search>a</search>',
    '<search><answer></search></answer>',
    '<Search>a</Search><answer>b</answer>',
    '',
  ];
  expect(await score(texts, 0)).toEqual([1, 1, 0, 0, 1, 1, 0, 0]);
});

it('wants all four of the longer form, and gives half without the answer', async () => {
  const all = '<search>a</search><information>b</information><select>1</select>';
  const texts = [
    `${all}<answer>c</answer>`,
    all,
    `${all.replace('select>1', 'select> 1')}<answer>c`,
    '<search>a</search><select>1</select><answer>c</answer>',
    '<information>b</information><select>1</select><answer>c</answer>',
    '<search>a</search><information>b</information><answer>c</answer>',
    '<informations>b</informations><search>a</search><select>1</select>',
  ];
  expect(await score(texts, 1)).toEqual([1, 0.5, 0.5, 0, 0, 0, 0]);
});

it('passes over a turn of the user that stands on one line', async () => {
  const [search, answer] = ['<search>a</search>', '<answer>b</answer>'];
  const texts = [
    `${user(` ${search}`)}${answer}`,
    `${user(`\n${search}`)}${answer}`,
    `${user('')}${search}${answer}`,
    `${user(search)}${search}${answer}`,
    `${user('x')}${user(answer)}${search}`,
    `<|im_start|>user ${search}${answer}`,
    `<|im_start|>assistant ${search}<|im_end|>${answer}`,
    `<|im_start|>user <|im_start|>user ${search}<|im_end|>${answer}<|im_end|>`,
    `<search>${user('x')}</search>${answer}`,
    `<search>a</sea${user('x')}rch>${answer}`,
  ];
  expect(await score(texts, 0)).toEqual([0, 1, 1, 1, 0, 1, 1, 0, 1, 0]);
});

it('agrees with its reference', async () => {
  await checkReward('searchFormat', { form: 1 });
});
