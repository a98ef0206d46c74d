// What: difficulty times points, worked out by hand.
import { expect, it } from 'vitest';
import type { Truth } from '../../src/4-rewards/types.ts';
import { checkReward, constantSignals, scores } from './rewardFixtures.ts';

const about = (map: string | null, transfers?: string): Truth => ({
  facts: [
    'a text',
    ...(transfers === undefined ? [] : [{ kind: 'transfers', text: transfers }]),
    ...(map === null ? [] : [{ kind: 'map', text: map }]),
  ],
});
const score = async (truth: Truth, columns: readonly [right: number, answer: number, detail: number], knobs = {}) => {
  const [right, answer, detail] = columns;
  const signals = { 'reward/routeRight': right, 'reward/answerFolded': answer, 'reward/routeDetail': detail };
  return (await scores('mapScore', truth, [''], { knobs, signals: constantSignals('rollout', signals) }))[0];
};

it('is ten for a right answer, times 1, 1.2 or 1.5 by the map, and 0.5 more where a transfer is needed', async () => {
  expect(await score(about('easy'), [0, 1, 0])).toBe(10);
  expect(await score(about('middle'), [0, 1, 0])).toBe(12);
  expect(await score(about('hard'), [0, 1, 0])).toBe(15);
  expect(await score(about('easy', '0'), [1, 0, 0])).toBe(10);
  expect(await score(about('easy', '1'), [1, 0, 4])).toBe(18);
  expect(await score(about('middle', '2'), [1, 0, 4])).toBe(20.4);
  expect(await score(about('hard', '2'), [1, 0, 8])).toBe(28);
  expect(await score(about(null), [0, 1, 0])).toBe(10);
  expect(await score({}, [0, 1, 0])).toBe(10);
});

it('takes half of the details, also where they are below 0, and one right answer once', async () => {
  expect(await score(about('easy', '0'), [0, 0, -3])).toBe(-1.5);
  expect(await score(about('easy', '1'), [0, 0, 3])).toBe(2.25);
  expect(await score(about('easy', '0'), [1, 1, 0])).toBe(10);
});

it('leaves the difficulty out where told, and has a price for each part', async () => {
  expect(await score(about('hard', '1'), [1, 0, 4], { by_difficulty: 0 })).toBe(12);
  const knobs = { right_points: 4, detail_share: 0.25, easy_factor: 2, middle_factor: 3, hard_factor: 5, transfer_factor: 1 }; // prettier-ignore
  expect(await score(about('easy', '0'), [1, 0, 8], knobs)).toBe(12);
  expect(await score(about('middle', '1'), [1, 0, 8], knobs)).toBe(24);
  expect(await score(about('hard', '1'), [1, 0, 8], knobs)).toBe(36);
});

it('agrees with its reference', async () => {
  await checkReward('mapScore');
  await checkReward('mapScore', { by_difficulty: 0, detail_share: 2 });
});
