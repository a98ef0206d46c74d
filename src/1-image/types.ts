// What: what stage 1 hands on. A picture is what the visitor brought; a view is what the policy sees of it.
import type { DeviceArray } from '../gpu/compute.ts';

/** A box as fractions of the picture (0…1): x0 y0 is the upper left corner. */
export type Box = readonly [x0: number, y0: number, x1: number, y1: number];

/** Decoded, EXIF-rotated, alpha flattened on white, at most MAX_SIDE pixels per side. RGBA, 8 bits. */
export interface Picture {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray;
}

/** How a picture is changed before the policy sees it (DESIGN §1, stage 1). */
export type ViewSpec =
  | { readonly kind: 'clean' }
  /** Each patch of `patch` px (model pixels) is blackened with probability `p`. */
  | { readonly kind: 'patchDrop'; readonly p: number; readonly patch: number }
  /** Gaussian noise of standard deviation `sigma`, in units of the 0…1 pixel range. */
  | { readonly kind: 'noise'; readonly sigma: number }
  /** The region is filled with the mean colour of the picture. */
  | { readonly kind: 'mask'; readonly boxes: readonly Box[] }
  | { readonly kind: 'crop'; readonly box: Box };

/** Normalised model input: [3, size, size] float32, channel first, (x/255 − mean)/std. */
export interface PixelTensor {
  readonly pictureId: string;
  readonly view: ViewSpec;
  readonly size: number;
  readonly pixels: DeviceArray;
}
