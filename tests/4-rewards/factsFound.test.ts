import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

it('finds facts as whole words', async () => {
  const truth = { facts: ['red ', 'two dogs', 'Füße', 'cat'] };
  const texts = ['a RED thing, two dogs', 'bored cats', '<think>red</think> cat Füße', ''];
  expect(await scores('factsFound', truth, texts)).toEqual([0.5, 0, 0.75, 0]);
  expect(await scores('factsFound', truth, texts, { knobs: { facts_in_think: 1 } })).toEqual([0, 0, 0.25, 0]);
  expect(await scores('factsFound', {}, texts)).toEqual([0, 0, 0, 0]);
});

it('agrees with its reference', async () => {
  await checkReward('factsFound');
  await checkReward('factsFound', { facts_in_think: 1 });
});
