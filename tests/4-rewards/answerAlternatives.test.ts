// What: one of several true answers, single characters, verdicts, and words of a question about a picture.
import { expect, it } from 'vitest';
import { checkReward, constantSignals, scores } from './rewardFixtures.ts';

const score = (answer: string, texts: readonly string[], verdict: number, knobs = {}) =>
  scores('answerAlternatives', { answer }, texts, {
    knobs,
    signals: constantSignals('rollout', { 'reward/answerFolded': verdict }, texts.length),
  });

it('compares with every alternative and then follows the verdict', async () => {
  const texts = [
    '<answer>red</answer>',
    '<answer> crimson</answer>',
    'x\nred',
    '<answer>Red</answer>',
    '<answer>red/crimson</answer>',
    '',
  ];
  const truth = '<answer> red / crimson </answer>';
  expect(await score(truth, texts, 0)).toEqual([1, 1, 1, 0, 0, 0]);
  expect(await score(truth, texts, 1)).toEqual([1, 1, 1, 1, 1, 1]);
  expect(await score('red/crimson', texts, -1)).toEqual([1, 1, 1, 0, 1, 0]);
  const letters = ['<answer>A</answer>', '<answer>b</answer>', '<answer>a</answer>', '<answer>ab</answer>'];
  expect(await score('A', letters, 1)).toEqual([1, 0, 1, 1]);
});

it('compares words', async () => {
  const texts = ['Yes, it is.', 'yes or no', 'The yes', 'y', 'nothing', `yes ${'x'.repeat(48)}`].map(
    (t) => `<answer>${t}</answer>`,
  );
  expect(await score('yes', texts, 0, { vqa: 1 })).toEqual([1, 0, 1, 0, 0, 0]);
  expect(await score('no', texts, 0, { vqa: 1 })).toEqual([0, 0, 0, 0, 1, 0]);
});

it('agrees with its reference', async () => {
  await checkReward('answerAlternatives');
  await checkReward('answerAlternatives', { vqa: 1 });
});
