// What: the fine against the right answers of the group, with numbers worked out by hand.
import { expect, it } from 'vitest';
import { lengthScores, near } from './lengthScores.ts';
import { checkReward } from './rewardFixtures.ts';

it('fines what is short of a share of it, or far from it on either side', async () => {
  const given = { lengths: [40, 20, 15, 0, 200], right: [1, 0, 0, 0, 0] };
  expect((await lengthScores(given)).fine.map((value) => value + 0)).toEqual(near([0, 0, -0.25, -1, 0]));
  expect((await lengthScores({ ...given, fines: { length_share: 1 } })).fine[1]).toBeCloseTo(-0.5, 6);
  expect((await lengthScores({ ...given, fines: { both_sides: 1 } })).fine.map((value) => value + 0)).toEqual(
    near([0, -0.5, -0.625, -1, -1]),
  );
  expect((await lengthScores({ ...given, right: [0, 0, 0, 0, 0] })).fine.every((value) => value + 0 === 0)).toBe(true);
});

it('agrees with its reference', async () => {
  await checkReward('lengthFine');
  await checkReward('lengthFine', { both_sides: 1 });
});
