// What: pictures as plain bytes, and what the composer does with them: resampling with a turn, blur, cropping. No canvas, so that every
// browser and Node make the same picture. RGBA, 8 bits, alpha not premultiplied.
// Shapes: rgba [height × width × 4]
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray;
}

export const newRaster = (width: number, height: number): Raster => ({
  width,
  height,
  rgba: new Uint8ClampedArray(4 * width * height),
});

/** The part at x, y of this size. */
export function cropped(from: Raster, x: number, y: number, width: number, height: number): Raster {
  const to = newRaster(width, height);
  for (let row = 0; row < height; row++) {
    const start = 4 * ((y + row) * from.width + x);
    to.rgba.set(from.rgba.subarray(start, start + 4 * width), 4 * row * width);
  }
  return to;
}

/** Adds the premultiplied colour of a place in pixels (bilinear; nothing outside) to `sum`. */
function gather({ width, height, rgba }: Raster, x: number, y: number, edge: boolean, sum: Float64Array): void {
  const [left, top] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
  const [fx, fy] = [x - 0.5 - left, y - 0.5 - top];
  for (let dy = 0; dy < 2; dy++)
    for (let dx = 0; dx < 2; dx++) {
      let [column, row] = [left + dx, top + dy];
      if (edge) [column, row] = [Math.min(width - 1, Math.max(0, column)), Math.min(height - 1, Math.max(0, row))];
      if (column < 0 || row < 0 || column >= width || row >= height) continue;
      const at = 4 * (row * width + column);
      const weight = (dx ? fx : 1 - fx) * (dy ? fy : 1 - fy) * rgba[at + 3]!;
      for (let c = 0; c < 3; c++) sum[c]! += weight * rgba[at + c]!;
      sum[3]! += weight;
    }
}

export interface Warp {
  /** Size before the turn. */
  readonly width: number;
  readonly height: number;
  readonly mirrored?: boolean;
  /** Radians; the result grows so that the corners stay inside. */
  readonly angle?: number;
  /** The part of the source that is shown: x y width height in its pixels. */
  readonly part?: readonly [number, number, number, number];
  /** The colour goes on beyond the edge: for pictures without transparency. */
  readonly filled?: boolean;
}

/** The source scaled, mirrored and turned; smaller pictures are averages of several places per pixel. */
export function warped(
  source: Raster,
  { width, height, mirrored = false, angle = 0, part, filled = false }: Warp,
): Raster {
  const [left, top, w, h] = part ?? [0, 0, source.width, source.height];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const outWidth = Math.max(1, Math.ceil(Math.abs(width * cos) + Math.abs(height * sin) - 1e-9));
  const outHeight = Math.max(1, Math.ceil(Math.abs(width * sin) + Math.abs(height * cos) - 1e-9));
  const to = newRaster(outWidth, outHeight);
  const taps = Math.min(4, Math.max(1, Math.ceil(Math.max(w / width, h / height))));
  const sum = new Float64Array(4);
  for (let row = 0; row < outHeight; row++)
    for (let column = 0; column < outWidth; column++) {
      sum.fill(0);
      for (let k = 0; k < taps * taps; k++) {
        const x = column + ((k % taps) + 0.5) / taps - outWidth / 2;
        const y = row + (Math.floor(k / taps) + 0.5) / taps - outHeight / 2;
        const u = (cos * x + sin * y) / width + 0.5;
        const v = (-sin * x + cos * y) / height + 0.5;
        gather(source, left + w * (mirrored ? 1 - u : u), top + h * v, filled, sum);
      }
      const at = 4 * (row * outWidth + column);
      const alpha = sum[3]!;
      if (alpha > 0) for (let c = 0; c < 3; c++) to.rgba[at + c] = sum[c]! / alpha;
      to.rgba[at + 3] = alpha / (taps * taps);
    }
  return to;
}

/** The part that is more than hardly opaque, or the whole where nothing is. */
export function trimmed(from: Raster, least = 40): Raster {
  let [x0, y0, x1, y1] = [from.width, from.height, 0, 0];
  for (let y = 0; y < from.height; y++)
    for (let x = 0; x < from.width; x++) {
      if (from.rgba[4 * (y * from.width + x) + 3]! <= least) continue;
      [x0, y0, x1, y1] = [Math.min(x0, x), Math.min(y0, y), Math.max(x1, x + 1), Math.max(y1, y + 1)];
    }
  return x1 > x0 ? cropped(from, x0, y0, x1 - x0, y1 - y0) : from;
}

/** Gaussian blur of every `step`-th value from `first` on, along both axes; the edge goes on outside (`outside` = 'edge') or is 0. */
export function blurChannel(
  values: Float32Array,
  width: number,
  height: number,
  sigma: number,
  outside: 'edge' | 0,
): Float32Array {
  const reach = Math.max(1, Math.ceil(3 * sigma));
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)));
  const total = kernel.reduce((sum, weight) => sum + weight, 0);
  let from = values;
  for (const [length, stride, lines, jump] of [
    [width, 1, height, width],
    [height, width, width, 1],
  ] as const) {
    const to = new Float32Array(from.length);
    for (let line = 0; line < lines; line++)
      for (let i = 0; i < length; i++) {
        let sum = 0;
        for (let k = -reach; k <= reach; k++) {
          const at = i + k;
          if (outside === 0 && (at < 0 || at >= length)) continue;
          sum += kernel[k + reach]! * from[line * jump + Math.min(length - 1, Math.max(0, at)) * stride]!;
        }
        to[line * jump + i * stride] = sum / total;
      }
    from = to;
  }
  return from;
}

export function channel({ rgba }: Raster, c: number): Float32Array {
  return Float32Array.from({ length: rgba.length / 4 }, (_, i) => rgba[4 * i + c]!);
}

/** The same picture with some channels blurred. */
export function blurred(from: Raster, sigma: number, channels: readonly number[] = [0, 1, 2]): Raster {
  const rgba = from.rgba.slice();
  for (const c of channels) {
    const soft = blurChannel(channel(from, c), from.width, from.height, sigma, c === 3 ? 0 : 'edge');
    soft.forEach((value, i) => (rgba[4 * i + c] = value));
  }
  return { ...from, rgba };
}

/** Every pixel's red, green and blue through a function of value, channel and pixel. */
export function mapped(from: Raster, change: (value: number, c: number, pixel: number) => number): Raster {
  const rgba = from.rgba.slice();
  for (let i = 0; i < rgba.length; i += 4) for (let c = 0; c < 3; c++) rgba[i + c] = change(rgba[i + c]!, c, i / 4);
  return { ...from, rgba };
}
