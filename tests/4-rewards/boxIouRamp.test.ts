// What: full marks from a threshold on, against areas that are counted by hand.
import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

it('rises in a straight line up to the threshold', async () => {
  const truth = { boxes: [[0, 0, 1, 0.1] as const] };
  const texts = [10, 35, 70, 71, 100].map((side) => `<box>0 0 ${side} 10</box>`);
  expect(await scores('boxIouRamp', truth, [...texts, '<box>50 50 60 60</box>', 'x'])).toEqual([
    ...[0.1, 0.35].map((overlap) => Math.round((overlap / 0.7) * 1e5) / 1e5),
    ...[1, 1, 1, 0, 0],
  ]);
  const knobs = { iou_threshold: 1 };
  expect(await scores('boxIouRamp', truth, texts, { knobs })).toEqual([0.1, 0.35, 0.7, 0.71, 1]);
});

it('agrees with its reference', async () => {
  await checkReward('boxIouRamp');
});
