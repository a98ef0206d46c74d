// What: for which completions and truths a judge's mark counts.
import { expect, it } from 'vitest';
import { checkReward, constantSignals, scores } from './rewardFixtures.ts';

const read = (truth: object, texts: readonly string[], part: number) =>
  scores('judgedParts', truth, texts, {
    knobs: { part },
    signals: constantSignals('rollout', { 'judge/score': 0.4 }, texts.length),
  });

it('pays the summary wherever the truth has one, and the reasoning where both parts hold something', async () => {
  const texts = [
    '<context>c</context><think>t</think>',
    '<think>t</think>',
    '<context>c</context><answer>a</answer>',
    '<context> \n</context><think>t</think>',
    '<context>c</context><think>\u00a0</think><think>t</think>',
    '<think>t</think><context>c</context>',
    '',
  ];
  const [all, none] = [texts.map(() => 0.4), texts.map(() => 0)];
  expect(await read({ answer: '<context>two people</context><answer>a</answer>' }, texts, 0)).toEqual(all);
  expect(await read({ answer: 'a', captions: ['two people'] }, texts, 0)).toEqual(all);
  expect(await read({ answer: '<context> </context>', captions: ['two people'] }, texts, 0)).toEqual(none);
  expect(await read({ answer: 'a', captions: [' ', 'two people'] }, texts, 0)).toEqual(none);
  expect(await read({ answer: 'a' }, texts, 0)).toEqual(none);
  expect(await read({}, texts, 1)).toEqual([0.4, 0, 0, 0, 0, 0.4, 0]);
});

it('agrees with its reference', async () => {
  await checkReward('judgedParts');
  await checkReward('judgedParts', { part: 1 });
});
