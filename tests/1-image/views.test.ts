import { describe, expect, it } from 'vitest';
import { checkBox, touchedPixels } from '../../src/1-image/checkBox.ts';
import { makeView, meanColour } from '../../src/1-image/makeView.ts';
import type { Picture, ViewSpec } from '../../src/1-image/types.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { checkKernel } from '../gpu/checkKernel.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { randomInputs } from '../gpu/randomInputs.ts';

const NORMAL = { meanRed: 0.48, meanGreen: 0.46, meanBlue: 0.41, stdRed: 0.27, stdGreen: 0.26, stdBlue: 0.28 };
const DRAW = { seedLow: 5, seedHigh: 1, step: 8, row: 2 };

describe('resizeNormalize', () => {
  // picture width, height, size: one pixel, size 1, one workgroup, one more, not square, enlarged, shrunk, huge.
  it.each([
    [1, 1, 1],
    [1, 1, 8],
    [7, 3, 1],
    [16, 16, 8],
    [20, 31, 9],
    [5, 40, 33],
    [300, 40, 17],
    [64, 64, 64],
    [1024, 700, 24],
    [3000, 2, 5],
  ])('%i×%i pixels to a side of %i', async (width, height, size) => {
    const random = randomInputs();
    await checkKernel({
      kernel: '1-image/resizeNormalize',
      params: { width, left: 0, top: 0, cropWidth: width, cropHeight: height, size, ...NORMAL },
      inputs: { picture: random.words(width * height, 2 ** 24) },
      outputs: { pixels: 3 * size * size },
      dispatch: { invocations: size * size },
      tolerance: { abs: 5e-6, rel: 1e-5 }, // thousands of taps, then the mean is subtracted from their sum
    });
  });

  it('reads nothing outside the rectangle', async () => {
    const [width, height] = [37, 23];
    const picture = new Uint32Array(width * height).fill(0xff0000ff);
    for (let y = 4; y < 9; y++) picture.fill(0xffffffff, y * width + 10, y * width + 31);
    const { outputs } = await checkKernel({
      kernel: '1-image/resizeNormalize',
      params: { width, left: 10, top: 4, cropWidth: 21, cropHeight: 5, size: 6, ...NORMAL },
      inputs: { picture },
      outputs: { pixels: 108 },
      dispatch: { invocations: 36 },
    });
    outputs['pixels']!.subarray(36, 72).forEach((green) => expect(green).toBeCloseTo((1 - 0.46) / 0.26, 5));
  });
});

describe('patchDrop', () => {
  it.each([
    [1, 1, 0.5],
    [8, 3, 0.5],
    [9, 14, 0.6],
    [50, 14, 0.6],
    [32, 4, 0],
    [32, 4, 1],
  ])('side %i, patches of %i, p = %f', async (size, patchSize, p) => {
    const random = randomInputs();
    const pixels = random.floats(3 * size * size);
    const black = { blackRed: -1.5, blackGreen: -2, blackBlue: -1 };
    const { outputs } = await checkKernel({
      kernel: '1-image/patchDrop',
      params: { size, patchSize, p, ...black, ...DRAW },
      inputs: { pixels },
      outputs: { dropped: pixels.length },
      dispatch: { invocations: size * size },
    });
    if (p === 0) expect(outputs['dropped']).toEqual(pixels);
    if (p === 1) expect(new Set(outputs['dropped'])).toEqual(new Set([-1.5, -2, -1]));
  });
});

describe('addNoise', () => {
  it.each([1, 3, 8, 9, 60])('side %i', async (size) => {
    const random = randomInputs();
    const pixels = random.floats(3 * size * size);
    const result = await checkKernel({
      kernel: '1-image/addNoise',
      params: { size, sigmaRed: 1, sigmaGreen: 2, sigmaBlue: 0.5, ...DRAW },
      inputs: { pixels },
      outputs: { noisy: pixels.length },
      dispatch: { invocations: Math.ceil(pixels.length / 2) },
      tolerance: { abs: 5e-6, rel: 1e-5 }, // Box–Muller: the radius inherits the absolute error of log
    });
    expect(result.worst).toBeLessThan(2e-5);
  });
});

describe('maskRegion', () => {
  it.each([
    [1, 1, 1],
    [64, 1, 0],
    [13, 5, 2],
    [100, 77, 16],
  ])('%i×%i pixels, %i rectangles', async (width, height, count) => {
    const random = randomInputs();
    const rectangle = () => {
      const [left, top] = [random.below(width), random.below(height)];
      return [left, top, left + 1 + random.below(width - left), top + 1 + random.below(height - top)];
    };
    const rectangles = Uint32Array.from(Array.from({ length: count }, rectangle).flat());
    await checkKernel({
      kernel: '1-image/maskRegion',
      params: { width, height, rectangleCount: count, fill: 0xff102030 },
      inputs: { picture: random.words(width * height, 2 ** 24), rectangles },
      outputs: { masked: width * height },
      dispatch: { invocations: width * height },
    });
  });
});

function testPicture(width: number, height: number): Picture {
  const rgba = new Uint8ClampedArray(width * height * 4).map((_, i) => (i % 4 === 3 ? 255 : (i * 7) % 251));
  return { id: 'test', width, height, rgba };
}

const OPTIONS = { size: 16, mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5], seed: 3, step: 1, row: 0 };
const VIEWS: readonly ViewSpec[] = [
  { kind: 'clean' },
  { kind: 'patchDrop', p: 0.5, patch: 5 },
  { kind: 'noise', sigma: 0.3 },
  { kind: 'mask', boxes: [[0.1, 0.1, 0.4, 0.9]] },
  { kind: 'crop', box: [0.25, 0.5, 1, 1] },
];

describe('makeView', () => {
  it.each(VIEWS)('$kind is the same on WebGPU and on the references, and leaves nothing behind', async (view) => {
    const compute = await testCompute();
    const picture = testPicture(40, 30);
    const before = compute.memory.bytes;
    const [gpu, cpu] = [compute, new ReferenceCompute()];
    const a = await makeView(gpu, picture, view, OPTIONS);
    const b = await makeView(cpu, picture, view, OPTIONS);
    expect(a).toMatchObject({ pictureId: 'test', view, size: 16 });
    const [x, y] = [await a.pixels.read(), await b.pixels.read()];
    expect(x).toHaveLength(3 * 16 * 16);
    x.forEach((value, i) => expect(Math.abs(value - y[i]!)).toBeLessThan(2e-5));
    a.pixels.destroy();
    expect(compute.memory.bytes).toBe(before);
  });

  it('draws another noise at another step, row or seed, and the same at the same', async () => {
    const compute = await testCompute();
    const noise = async (change: object) => {
      const { pixels } = await makeView(compute, testPicture(9, 9), VIEWS[2]!, { ...OPTIONS, ...change });
      return [...(await pixels.read())].join();
    };
    const all = await Promise.all([{}, { step: 2 }, { row: 1 }, { seed: 4 }, {}].map(noise));
    expect(new Set(all).size).toBe(4);
    expect(all[4]).toBe(all[0]);
  });

  it('masks with the mean colour, all that the box touches', async () => {
    const picture = testPicture(10, 10);
    const compute = await testCompute();
    const view: ViewSpec = { kind: 'mask', boxes: [[0, 0, 1, 1]] };
    const red = await (await makeView(compute, picture, view, OPTIONS)).pixels.read();
    expect(red[0]).toBeCloseTo(((meanColour(picture) & 255) / 255 - 0.5) / 0.5, 5);
  });

  it('refuses a box without area with a sentence', async () => {
    const view: ViewSpec = { kind: 'crop', box: [0.5, 0.5, 0.5, 0.9] };
    await expect(makeView(await testCompute(), testPicture(4, 4), view, OPTIONS)).rejects.toThrow(/has no area/);
  });
});

describe('checkBox', () => {
  it.each([
    [[0, 0, 1, 1], null],
    [[0.2, 0.3, 0.21, 0.31], null],
    [[0.5, 0.2, 0.5, 0.4], /has no area/],
    [[0.6, 0.2, 0.5, 0.4], /has no area/],
    [[1.2, 0.2, 1.5, 0.4], /outside the picture/],
    [[-0.5, 0.2, -0.1, 0.4], /outside the picture/],
    [[0.5, 0.2, 1.1, 0.4], /beyond the picture/],
    [[NaN, 0, 1, 1], /four numbers/],
  ] as const)('%j', (box, expected) => {
    const sentence = checkBox(box);
    if (expected === null) expect(sentence).toBeNull();
    else expect(sentence).toMatch(expected);
  });

  it('gives at least one pixel', () => {
    expect(touchedPixels([0.999, 0.999, 1, 1], 3, 3)).toEqual({ left: 2, top: 2, right: 3, bottom: 3 });
    expect(touchedPixels([0, 0, 0.01, 1], 10, 10)).toEqual({ left: 0, top: 0, right: 1, bottom: 10 });
  });
});
