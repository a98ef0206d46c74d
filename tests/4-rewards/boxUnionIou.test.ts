import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

const box = (...boxes: readonly string[]) => boxes.map((own) => `<box>${own}</box>`).join('');

it('counts covered cells, however many boxes cover them', async () => {
  const truth = { boxes: [[0, 0, 0.5, 1] as const, [0.25, 0, 0.5, 1] as const] };
  expect(await scores('boxUnionIou', truth, [box('0 0 25 100', '20 0 50 100'), box('0 0 100 100'), ''])).toEqual([
    1, 0.5, 0,
  ]);
  expect(await scores('boxUnionIou', {}, [box('0 0 1 1'), ''])).toEqual([0, 0]);
});

it('agrees with its reference', async () => {
  await checkReward('boxUnionIou', { union_grid: 16 });
});
