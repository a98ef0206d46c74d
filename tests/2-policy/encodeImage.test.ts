// What: which features of a picture are kept: once per picture and view, never those of random views, and the prompts' pictures stay
// however many crops come and go.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import type { PixelTensor, ViewSpec } from '../../src/1-image/types.ts';
import type { OnnxPolicy } from '../../src/2-policy/onnxPolicy.ts';
import { Lcg, openPolicy } from './tinyPolicy.ts';

const compute = new ReferenceCompute();
let policy: OnnxPolicy;
let pixels: PixelTensor['pixels'];

beforeAll(async () => {
  policy = await openPolicy({ compute });
  const { imageSize } = policy.info;
  pixels = compute.upload(new Lcg(5).floats(3 * imageSize * imageSize));
});
afterAll(() => policy.dispose());

const picture = (pictureId: string, view: ViewSpec = { kind: 'clean' }): PixelTensor => ({
  ...{ pictureId, view, pixels },
  size: policy.info.imageSize,
});
const crop = (k: number) => picture('a', { kind: 'crop', box: [0, 0, 0.5 + k / 2000, 1] });

describe('features of pictures', () => {
  it('the same picture and view is encoded once; another picture, or a random view, is not the same', async () => {
    const first = await policy.encodeImage(picture('a'));
    expect(first.some((value) => value !== 0)).toBe(true);
    expect(await policy.encodeImage(picture('a'))).toBe(first);
    const other = await policy.encodeImage(picture('b'));
    expect(other).not.toBe(first);
    expect(other).toEqual(first);
    const noisy = picture('a', { kind: 'noise', sigma: 0.5 });
    expect(await policy.encodeImage(noisy)).not.toBe(await policy.encodeImage(noisy));
  });

  it('what is asked for again and again stays while 600 crops come and go; a crop that was long ago does not', async () => {
    const kept = await policy.encodeImage(picture('a'));
    const old = await policy.encodeImage(crop(0));
    for (let k = 1; k <= 600; k++) {
      await policy.encodeImage(crop(k));
      if (k % 50 === 0) expect(await policy.encodeImage(picture('a'))).toBe(kept);
    }
    expect(await policy.encodeImage(crop(600))).toBe(await policy.encodeImage(crop(600)));
    expect(await policy.encodeImage(crop(0))).not.toBe(old);
  });
});
