import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

const points = (text: string) => `<point>${text}</point>`;

it('hits true boxes, or true points within the radius', async () => {
  const one = { boxes: [[0, 0, 0.5, 0.5] as const] };
  expect(await scores('pointInBox', one, [points('25 25'), points('75 25 25 25'), ''])).toEqual([1, 0, 0]);
  const two = { boxes: [[0, 0, 0.5, 0.5] as const, [0.5, 0.5, 1, 1] as const] };
  expect(await scores('pointInBox', two, [points('75 75, 25 25'), points('1 1 2 2'), points('9 9')])).toEqual([
    1, 0.5, 0.5,
  ]);
  const bare = { points: [[0.5, 0.5] as const] };
  expect(await scores('pointInBox', bare, [points('52 52'), points('60 50')])).toEqual([1, 0]);
});

it('agrees with its reference', async () => {
  await checkReward('pointInBox');
});
