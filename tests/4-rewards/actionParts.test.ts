// What: kind, parameters and sub-goal of an action: a table for every part, and the sum put together from the other two.
import { expect, it } from 'vitest';
import { checkReward, constantSignals, scores } from './rewardFixtures.ts';

const texts = [
  'click(12 30)',
  ' click ( 12 30 ) .',
  'click(12 31)',
  'type(12 30)',
  'click',
  'Click(12 30)',
  '',
  'click()',
].map((text) => `<answer>${text}</answer>`);
const signals = (goal: number) => constantSignals('rollout', { 'reward/factsFound': goal }, texts.length + 1);
const score = (answer: string, knobs = {}, goal = 0.5) =>
  scores('actionParts', { answer }, [...texts, 'click(12 30)'], { knobs, signals: signals(goal) });

it('tells kind and parameters apart', async () => {
  const [kind, both] = [await score('click(12 30)', { part: 1 }), await score('click(12 30)', { part: 2 })];
  expect(kind).toEqual([1, 1, 1, 0, 1, 0, 0, 1, 0]);
  expect(both).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 0]);
  expect(await score('click', { part: 2 })).toEqual([0, 0, 0, 0, 1, 0, 0, 1, 0]);
  const written = texts.map(() => 1).concat(0);
  const sum = kind.map((own, i) => written[i]! * (0.2 * own + (both[i] ? 0.8 : 0.1)));
  expect(await score('click(12 30)')).toEqual(sum.map((value) => Math.round(value * 1e5) / 1e5));
  expect(await score('click(12 30)', { goal_weight: 0 })).toEqual([1, 1, 0.2, 0, 0.2, 0, 0, 0.2, 0]);
});

it('agrees with its reference', async () => {
  await checkReward('actionParts');
  await checkReward('actionParts', { part: 2 });
});
