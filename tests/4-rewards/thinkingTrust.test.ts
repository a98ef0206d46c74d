// What: when the judge is trusted, and how much (SYSTEMS 5.8): never more than e^(−step/T), all of it where right answers think
// better, and less the further a judge is fooled.
import { expect, it } from 'vitest';
import { randomInputs } from '../gpu/randomInputs.ts';
import { checkReward } from './rewardFixtures.ts';
import { signalScores } from './signalScores.ts';

const trust = async (
  outcome: readonly number[],
  score: readonly number[],
  knobs: Readonly<Record<string, number>> = {},
  step = 0,
  generations = outcome.length,
) => signalScores('thinkingTrust', { signals: { outcome, score }, knobs, step, generations });

it('is whole where right answers think at least as well, and falls with the lead of the others', async () => {
  expect(await trust([1, 1, 0.3, 0.3], [0.875, 0.625, 0.75, 0.75])).toEqual([1, 1, 1, 1]);
  expect(await trust([1, 1, 0.3, 0.3], [0.9, 0.8, 0.1, 0.2])).toEqual([1, 1, 1, 1]);
  const leads = [0.1, 0.3, 0.9];
  const made = await Promise.all(leads.map(async (lead) => (await trust([1, 0.3], [0, lead]))[0]!));
  made.forEach((value, k) => expect(value).toBeCloseTo(Math.exp(-leads[k]!), 6));
});

it('counts rollouts that are not judged as 0', async () => {
  // 0.19 is not judged: the others think 0.45 on average, not 0.9.
  expect((await trust([1, 0.2, 0.19], [0.5, 0.9, 1]))[0]).toBe(1);
  expect((await trust([1, 0.2, 0.2], [0.5, 0.9, 1]))[0]).toBeCloseTo(Math.exp(0.5 - 0.95), 6);
  // Right or wrong, and nothing between: wrong ones are never judged.
  expect(await trust([1, 0, 0], [0.1, 1, 1])).toEqual([1, 1, 1]);
});

it('is dropped where all are right or all are wrong, and is whole where nobody is right', async () => {
  expect(await trust([1, 0.9, 0.95], [0, 1, 1])).toEqual([0, 0, 0]);
  expect(await trust([0, 0.1, 0.05], [0, 1, 1])).toEqual([0, 0, 0]);
  expect(await trust([0, 0.1, 0.05], [0, 1, 1], { dropped: 0.5 })).toEqual([0.5, 0.5, 0.5]);
  expect(await trust([0.3, 0.3], [0.5, 1])).toEqual([1, 1]);
  expect((await trust([0.3, 0.3], [0.5, 1], { needs_right: 0 }))[0]).toBeCloseTo(Math.exp(-0.75), 6);
});

it('fades over the steps, group by group', async () => {
  const made = await trust([1, 0.3, 1, 1], [0.2, 0.6, 1, 1], { decay_steps: 100 }, 50, 2);
  expect(made[0]).toBeCloseTo(Math.exp(-0.4 - 0.5), 6);
  expect(made.slice(1)).toEqual([made[0], 0, 0]);
});

it('is never above e^(−step/T), whatever the judge says', async () => {
  const random = randomInputs();
  const draw = () => Array.from({ length: 160 }, () => random.below(11) / 10);
  for (const step of [0, 300, 5000]) {
    const made = await trust(draw(), draw(), {}, step, 8);
    for (const value of made) expect(value).toBeLessThanOrEqual(Math.exp(-step / 500) + 1e-7);
  }
});

it('agrees with its reference', async () => {
  await checkReward('thinkingTrust');
  await checkReward('thinkingTrust', { exponent: 2, needs_right: 0, dropped: 0.5 });
});
