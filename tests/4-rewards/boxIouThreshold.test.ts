import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

const box = (...boxes: readonly string[]) => boxes.map((own) => `<box>${own}</box>`).join('');

it('counts pairs from the threshold on', async () => {
  const truth = { boxes: [[0, 0, 0.5, 0.5] as const] };
  const texts = [box('0 0 50 40'), box('25 0 75 50'), ''];
  expect(await scores('boxIouThreshold', truth, texts)).toEqual([1, 0, 0]);
  expect(await scores('boxIouThreshold', truth, texts, { knobs: { iou_threshold: 0.3 } })).toEqual([1, 1, 0]);
});

it('agrees with its reference', async () => {
  await checkReward('boxIouThreshold');
});
