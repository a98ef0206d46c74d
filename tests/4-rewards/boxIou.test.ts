import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

const box = (...boxes: readonly string[]) => boxes.map((own) => `<box>${own}</box>`).join('');

it('measures the first box for one true box, and matches several', async () => {
  const one = { boxes: [[0, 0, 0.5, 0.5] as const] };
  const texts = [box('0 0 50 50'), box('25 0 75 50'), box('60 60 90 90', '0 0 50 50'), box('50 50 0 0'), ''];
  expect(await scores('boxIou', one, texts)).toEqual([1, 0.33333, 0, 0, 0]);
  const two = { boxes: [[0, 0, 0.5, 0.5] as const, [0.5, 0.5, 1, 1] as const] };
  expect(await scores('boxIou', two, [box('50 50 100 100', '0 0 50 50'), box('0 0 50 50')])).toEqual([1, 0.5]);
  expect(await scores('boxIou', {}, texts)).toEqual([0, 0, 0, 0, 0]);
});

it('agrees with its reference', async () => {
  await checkReward('boxIou');
});
