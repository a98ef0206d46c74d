// What: what a program earns by what became of it.
import { expect, it } from 'vitest';
import { checkReward, constantSignals, scores } from './rewardFixtures.ts';

const CODE = '```python\nx\n```';
const score = async (severity: number, { text = CODE, ok = 1, blank = 0, knobs = {} } = {}) => {
  const signals = constantSignals('rollout', { 'render/ok': ok, 'render/blank': blank, 'judge/severity': severity });
  return (await scores('renderedScore', {}, [text], { signals, knobs }))[0];
};

it('falls with the severities, down to what a picture earns', async () => {
  const sums = [0, 3, 49, 50, 51, 0.5];
  expect(await Promise.all(sums.map((sum) => score(sum)))).toEqual([2, 1.94, 1.02, 1, 1, 1.99]);
  const knobs = { base: 0.5, gain: 3, most: 10, unread: 5 };
  expect(await Promise.all([0, 5, 20, -1].map((sum) => score(sum, { knobs })))).toEqual([3.5, 2, 0.5, 2]);
});

it('puts a sum in the place of a reply that cannot be read, and pays nothing where nobody was asked', async () => {
  expect([await score(-1), await score(-2)]).toEqual([1.5, 0]);
});

it('pays nothing without a program or a picture', async () => {
  expect([await score(0, { text: 'x' }), await score(0, { ok: 0 }), await score(0, { blank: 1 })]).toEqual([0, 0, 0]);
  expect(await score(0, { text: '<svg><rect/>' })).toBe(2);
});

it('agrees with its reference', async () => {
  await checkReward('renderedScore');
});
