// What: rule and model, mixed by confidence: values worked out by hand.
import { expect, it } from 'vitest';
import { checkReward } from './rewardFixtures.ts';
import { signalScores } from './signalScores.ts';

it('is the rule at confidence 1, the model at 0, and between them else', async () => {
  const signals = { confidence: [1, 0, 0.25, 0.5], rule: [1, 1, 0, 1], model: [0.3, 0.4, 0.8, 1] };
  const made = await signalScores('hybridScore', { generations: 4, signals });
  expect(made).toEqual([1, 0.4, 0.6, 1].map((value) => expect.closeTo(value, 6) as number));
});

it('agrees with its reference', async () => {
  await checkReward('hybridScore');
});
