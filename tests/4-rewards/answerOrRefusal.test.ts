// What: right answers where the evidence is there, refusals where it is not; both by tables, and each the opposite of the other for a refusal.
import { expect, it } from 'vitest';
import { checkReward, constantSignals, scores } from './rewardFixtures.ts';

const texts = [
  '<answer>red</answer>',
  '<answer>\nRED </answer><answer>blue</answer>',
  ' Red ',
  '<answer>blue</answer>',
  'I know it. <answer>red</answer>',
  '<answer>unkNOwn</answer>',
  '<answer>cannot TELL</answer>',
  '',
];
const truth = { answer: ' red' };
const masked = (value: number) => constantSignals('prompt', { 'tag/masked': value });
const score = (value: number, plain_refusal = 0) =>
  scores('answerOrRefusal', truth, texts, { knobs: { plain_refusal }, signals: masked(value) });

it('pays answers or refusals', async () => {
  expect(await score(0)).toEqual([1, 1, 1, 0, -1, -1, -1, 0]);
  expect(await score(1)).toEqual([-1, -1, -1, -1, 1, 1, 1, -1]);
  expect(await score(0, 1)).toEqual([1, 1, 1, 0, 1, 0, -1, 0]);
  expect(await score(1, 1)).toEqual([-1, -1, -1, -1, -1, -1, 1, -1]);
});

it('pays with the evidence masked exactly what it fines without', async () => {
  const [clean, gone] = [await score(0), await score(1)];
  clean.forEach((value, i) => expect(value === -1).toBe(gone[i] === 1));
});

it('agrees with its reference', async () => {
  await checkReward('answerOrRefusal');
});
