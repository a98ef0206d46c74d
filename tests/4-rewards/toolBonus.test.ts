// What: the bonus for a look: only with a right answer, once.
import { expect, it } from 'vitest';
import { checkReward, constantSignals, scores } from './rewardFixtures.ts';

const picture = '<|vision_start|><|image_pad|>';

it('pays a right answer that was reached with a look', async () => {
  const texts = ['a', `a${picture}b`, `${picture}${picture}`, '<|vision_start|>'];
  const score = (looks: number, correct: number) =>
    scores('toolBonus', {}, texts, {
      signals: constantSignals('rollout', { 'looks/count': looks, 'reward/judgedAnswer': correct }, texts.length),
    });
  expect(await score(0, 1)).toEqual([0, 1, 1, 0]);
  expect(await score(2, 1)).toEqual([1, 1, 1, 1]);
  expect(await score(2, 0.5)).toEqual([0, 0, 0, 0]);
});

it('agrees with its reference', async () => {
  await checkReward('toolBonus');
});
