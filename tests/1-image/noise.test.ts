// What: view "noise" as a recipe uses it: the picture plus noise of the standard deviation that it states.
import { expect, it } from 'vitest';
import { makeView } from '../../src/1-image/makeView.ts';
import { defaultsOf } from '../../src/blocks/block.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { greyPicture, place } from '../training/tinyStep.ts';

const block = blocksIn('view').get('noise')!;
const STD = [0.5, 0.25, 1];

it('adds noise of mean 0 and standard deviation sigma in units of the pixel range, in every channel', async () => {
  expect(block.of(place('a'), defaultsOf(block, 'noisy'))).toEqual({ kind: 'noise', sigma: 0.4 });
  const [size, sigma] = [64, 0.2];
  const options = { size, mean: [0.5, 0.4, 0.3], std: STD, seed: 3, step: 1, row: 0 };
  const read = async (view: ReturnType<typeof block.of>) =>
    (await makeView(new ReferenceCompute(), greyPicture('a', 60), view, options)).pixels.read();
  const clean = await read({ kind: 'clean' });
  const noisy = await read(block.of(place('a'), { ...defaultsOf(block, 'noisy'), sigma }));
  const n = size * size;
  for (const [channel, std] of STD.entries()) {
    // Model input is (x − mean)/std: back in the pixel range the noise has the same deviation in every channel.
    const added = Array.from({ length: n }, (_, i) => std * (noisy[channel * n + i]! - clean[channel * n + i]!));
    const mean = added.reduce((sum, value) => sum + value, 0) / n;
    const deviation = Math.sqrt(added.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
    expect(Math.abs(mean)).toBeLessThan((4 * sigma) / Math.sqrt(n));
    expect(Math.abs(deviation - sigma)).toBeLessThan((4 * sigma) / Math.sqrt(2 * n));
  }
});
