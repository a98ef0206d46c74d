// What: the share of a colour in a box, on pictures painted by hand: the wanted numbers are counted pixels.
import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

const SIDE = 10;
/** Left half red, right half blue; row 0 white. */
const picture = Float32Array.from({ length: 3 * SIDE * SIDE }, (_, i) => {
  const [channel, y, x] = [Math.floor(i / SIDE / SIDE), Math.floor(i / SIDE) % SIDE, i % SIDE];
  if (y === 0) return 1;
  return channel === (x < 5 ? 0 : 2) ? 1 : 0;
});
const pictures = { size: SIDE, rgb: [picture] };
const box = (numbers: string) => `<box>${numbers}</box>`;

it('counts pixels of the colour whose centres lie in the box', async () => {
  const texts = [
    box('0 10 50 100'), // all red
    box('0 10 100 100'), // half red, half blue
    box('20 0 50 20'), // 3 × 2 pixels, the upper row white
    box('50 10 100 100'), // all blue
    box('12 12 13 13'), // no centre inside
    box('-50 -50 500 500'), // more than the picture: 45 of 100 are red
    'no box',
  ];
  expect(await scores('boxColour', {}, texts, { pictures })).toEqual([1, 0.5, 0.5, 0, 0, 0.45, 0]);
  const blue = { red: 0, blue: 1, tolerance: 0.1 };
  expect(await scores('boxColour', {}, texts, { pictures, knobs: blue })).toEqual([0, 0.5, 0, 1, 0, 0.45, 0]);
  // White is √2 away from red.
  const wide = { tolerance: 1.415 };
  expect((await scores('boxColour', {}, texts, { pictures, knobs: wide }))[2]).toBe(1);
  expect((await scores('boxColour', {}, texts, { pictures, knobs: { tolerance: 1.41 } }))[2]).toBe(0.5);
});

it('is 0 without a picture, and says so where the call has no pixels', async () => {
  const text = [box('0 0 100 100')];
  expect(await scores('boxColour', {}, text, { pictures: { size: SIDE, rgb: [null] } })).toEqual([0]);
  await expect(scores('boxColour', {}, text)).rejects.toThrow(/'boxColour': it reads the picture, but/);
  const short = { size: SIDE, rgb: [new Float32Array(3)] };
  await expect(scores('boxColour', {}, text, { pictures: short })).rejects.toThrow(/has 3 numbers, not 3 × 10 × 10/);
});

it('agrees with its reference', async () => {
  await checkReward('boxColour', { red: 0.5, green: 0.5, blue: 0.5, tolerance: 0.6 });
});
