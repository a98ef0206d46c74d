// What: picture → the view of it that the policy sees, as normalised model input on the device.
// Order: mask (on the picture) → crop and resize → patch drop or noise (on the model input).
// Random views depend on (seed, step, row) alone.
import type { Compute, DeviceArray } from '../gpu/compute.ts';
import { seedWords } from '../gpu/seedWords.ts';
import { checkBox, touchedPixels } from './checkBox.ts';
import type { PixelRectangle } from './checkBox.ts';
import type { Box, Picture, PixelTensor, ViewSpec } from './types.ts';

export interface ViewOptions {
  /** Side of the square model input. */
  readonly size: number;
  readonly mean: readonly number[];
  readonly std: readonly number[];
  readonly seed: number;
  readonly step: number;
  /** Row of the random counter: the prompt, or prompt·G + rollout where every rollout has its own view. */
  readonly row: number;
}

/** The caller destroys `pixels` of what it gets. */
export async function makeView(
  compute: Compute,
  picture: Picture,
  view: ViewSpec,
  options: ViewOptions,
): Promise<PixelTensor> {
  const { width, height } = picture;
  const whole: PixelRectangle = { left: 0, top: 0, right: width, bottom: height };
  const tensor = (pixels: DeviceArray): PixelTensor => ({ pictureId: picture.id, view, size: options.size, pixels });
  const packed = packedPixels(picture);
  switch (view.kind) {
    case 'clean':
      return tensor(await resize(compute, packed, width, whole, options));
    case 'crop':
      return tensor(await resize(compute, packed, width, rectangleOf(view.box, picture), options));
    case 'mask': {
      const masked = await mask(compute, packed, picture, view.boxes);
      return tensor(await consume(masked, (source) => resize(compute, source, width, whole, options)));
    }
    case 'patchDrop': {
      const clean = await resize(compute, packed, width, whole, options);
      return tensor(await consume(clean, (pixels) => patchDrop(compute, pixels, view.p, view.patch, options)));
    }
    case 'noise': {
      const clean = await resize(compute, packed, width, whole, options);
      return tensor(await consume(clean, (pixels) => addNoise(compute, pixels, view.sigma, options)));
    }
  }
}

async function consume<T>(array: DeviceArray, next: (array: DeviceArray) => Promise<T>): Promise<T> {
  try {
    return await next(array);
  } finally {
    array.destroy();
  }
}

function packedPixels({ rgba }: Picture): Uint32Array {
  const aligned = rgba.byteOffset % 4 === 0 ? rgba : rgba.slice();
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
}

function rectangleOf(box: Box, { width, height }: Picture): PixelRectangle {
  const problem = checkBox(box);
  if (problem) throw new Error(problem);
  return touchedPixels(box, width, height);
}

type Source = DeviceArray | Uint32Array;

async function resize(compute: Compute, picture: Source, width: number, from: PixelRectangle, options: ViewOptions) {
  const { left, top, right, bottom } = from;
  const { size, mean, std } = options;
  const { pixels } = await compute.run('1-image/resizeNormalize', {
    params: {
      ...{ width, left, top, cropWidth: right - left, cropHeight: bottom - top, size },
      ...{ meanRed: mean[0]!, meanGreen: mean[1]!, meanBlue: mean[2]! },
      ...{ stdRed: std[0]!, stdGreen: std[1]!, stdBlue: std[2]! },
    },
    inputs: { picture },
    outputs: { pixels: 3 * size * size },
    dispatch: { invocations: size * size },
  });
  return pixels!;
}

async function mask(compute: Compute, packed: Uint32Array, picture: Picture, boxes: readonly Box[]) {
  const { width, height } = picture;
  const found = boxes.map((box) => rectangleOf(box, picture));
  const rectangles = Uint32Array.from(found.flatMap(({ left, top, right, bottom }) => [left, top, right, bottom]));
  const { masked } = await compute.run('1-image/maskRegion', {
    params: { width, height, rectangleCount: boxes.length, fill: meanColour(picture) },
    inputs: { picture: packed, rectangles },
    outputs: { masked: width * height },
    dispatch: { invocations: width * height },
  });
  return masked!;
}

async function patchDrop(compute: Compute, pixels: DeviceArray, p: number, patch: number, options: ViewOptions) {
  const { size, mean, std, step, row } = options;
  const [seedLow, seedHigh] = seedWords(options.seed);
  const black = (channel: number) => -mean[channel]! / std[channel]!;
  const colours = { blackRed: black(0), blackGreen: black(1), blackBlue: black(2) };
  const { dropped } = await compute.run('1-image/patchDrop', {
    params: { size, patchSize: patch, p, ...colours, seedLow, seedHigh, step, row },
    inputs: { pixels },
    outputs: { dropped: 3 * size * size },
    dispatch: { invocations: size * size },
  });
  return dropped!;
}

async function addNoise(compute: Compute, pixels: DeviceArray, sigma: number, options: ViewOptions) {
  const { size, std, step, row } = options;
  const [seedLow, seedHigh] = seedWords(options.seed);
  const sigmas = { sigmaRed: sigma / std[0]!, sigmaGreen: sigma / std[1]!, sigmaBlue: sigma / std[2]! };
  const { noisy } = await compute.run('1-image/addNoise', {
    params: { size, ...sigmas, seedLow, seedHigh, step, row },
    inputs: { pixels },
    outputs: { noisy: 3 * size * size },
    dispatch: { invocations: Math.ceil((3 * size * size) / 2) },
  });
  return noisy!;
}

/** Mean colour of a picture, packed RGBA, rounded to 8 bits. */
export function meanColour({ rgba }: Picture): number {
  const sums = [0, 0, 0];
  for (let i = 0; i < rgba.length; i += 4) for (let k = 0; k < 3; k++) sums[k]! += rgba[i + k]!;
  const [red, green, blue] = sums.map((sum) => Math.round(sum / (rgba.length / 4)));
  return ((255 << 24) | (blue! << 16) | (green! << 8) | red!) >>> 0;
}
