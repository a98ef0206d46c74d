import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

const box = (...boxes: readonly string[]) => boxes.map((own) => `<box>${own}</box>`).join('');

it('falls with the distance of boxes that do not touch', async () => {
  const truth = { boxes: [[0, 0, 0.2, 0.2] as const] };
  const [hit, near, far, none] = await scores('boxGiou', truth, [
    box('0 0 20 20'),
    box('20 0 40 20'),
    box('80 80 100 100'),
    '',
  ]);
  expect([hit, near, none]).toEqual([1, 0.5, 0]);
  expect(far).toBeCloseTo(0.04, 5);
});

it('agrees with its reference', async () => {
  await checkReward('boxGiou');
});
