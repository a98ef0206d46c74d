// What: view "patchDrop" as a recipe uses it: whole patches are black or untouched, at about the rate that it states.
import { expect, it } from 'vitest';
import { makeView } from '../../src/1-image/makeView.ts';
import { defaultsOf } from '../../src/blocks/block.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { greyPicture, place } from '../training/tinyStep.ts';

const block = blocksIn('view').get('patchDrop')!;
const SIZE = 64;
const options = { size: SIZE, mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5], seed: 3, step: 1, row: 0 };

async function pixelsOf(view: ReturnType<typeof block.of>): Promise<Float32Array> {
  const { pixels } = await makeView(new ReferenceCompute(), greyPicture('a', 60), view, options);
  return (await pixels.read()) as Float32Array;
}

it('is what PAPO does where nothing is said, and takes what is said', () => {
  expect(block.of(place('a'), defaultsOf(block, 'masked'))).toEqual({ kind: 'patchDrop', p: 0.6, patch: 14 });
  const own = { ...defaultsOf(block, 'masked'), p: 0.25, patch: 4 };
  expect(block.of(place('a'), own)).toEqual({ kind: 'patchDrop', p: 0.25, patch: 4 });
});

it('blackens whole patches, p of them, and leaves the others alone', async () => {
  const [p, patch] = [0.4, 4];
  const clean = await pixelsOf({ kind: 'clean' });
  const dropped = await pixelsOf(block.of(place('a'), { ...defaultsOf(block, 'masked'), p, patch }));
  const side = SIZE / patch;
  const black = new Uint8Array(side * side);
  const BLACK = -1; // (0 − mean)/std
  for (let tile = 0; tile < side * side; tile++) {
    const places = Array.from({ length: 3 * patch * patch }, (_, i) => {
      const [channel, y, x] = [Math.floor(i / patch ** 2), Math.floor(i / patch) % patch, i % patch];
      return channel * SIZE ** 2 + (Math.floor(tile / side) * patch + y) * SIZE + (tile % side) * patch + x;
    });
    black[tile] = Number(places.every((at) => dropped[at] === BLACK));
    if (!black[tile]) places.forEach((at) => expect(dropped[at]).toBe(clean[at]));
  }
  const share = black.reduce((sum, one) => sum + one, 0) / black.length;
  expect(Math.abs(share - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / black.length));
});
