// What: what JPEG does to a picture, without the file: 8 × 8 cosine transform, quantisation, and back. Colour at half resolution.
// Formula: q = table · (quality < 50 ? 50 / quality : 2 − quality / 50); coefficient → round(coefficient / q) · q
// Source: ITU-T T.81, annex K.1 (tables), A.3.3 (transform); scaling of the tables as libjpeg.
import { channel, mapped } from './raster.ts';
import type { Raster } from './raster.ts';

const LUMINANCE =
  '16 11 10 16 24 40 51 61 12 12 14 19 26 58 60 55 14 13 16 24 40 57 69 56 14 17 22 29 51 87 80 62 18 22 37 56 68 109 103 77 24 35 55 64 81 104 113 92 49 64 78 87 103 121 120 101 72 92 95 98 112 100 103 99';
const COLOUR =
  '17 18 24 47 99 99 99 99 18 21 26 66 99 99 99 99 24 26 56 99 99 99 99 99 47 66 99 99 99 99 99 99' + ' 99'.repeat(32);
const BASIS = Float64Array.from(
  { length: 64 },
  (_, i) => (i >> 3 ? 0.5 : Math.SQRT1_2 / 2) * Math.cos(((2 * (i & 7) + 1) * (i >> 3) * Math.PI) / 16),
);

function tableOf(text: string, quality: number): readonly number[] {
  const scale = quality < 50 ? 50 / quality : 2 - quality / 50;
  return text.split(' ').map((value) => Math.min(255, Math.max(1, Math.round(Number(value) * scale))));
}

/** One 8 × 8 block along its rows, then along its columns; `back` = the inverse. */
function transformed(block: Float64Array, back: boolean): Float64Array {
  let from = block;
  for (let pass = 0; pass < 2; pass++) {
    const to = new Float64Array(64);
    for (let line = 0; line < 8; line++)
      for (let k = 0; k < 8; k++) {
        let sum = 0;
        for (let i = 0; i < 8; i++) sum += from[8 * line + i]! * BASIS[back ? 8 * i + k : 8 * k + i]!;
        to[8 * k + line] = sum;
      }
    from = to;
  }
  return from;
}

function quantised(plane: Float32Array, width: number, height: number, table: readonly number[]): Float32Array {
  const to = new Float32Array(plane.length);
  const at = (x: number, y: number) => Math.min(height - 1, y) * width + Math.min(width - 1, x);
  for (let top = 0; top < height; top += 8)
    for (let left = 0; left < width; left += 8) {
      const block = Float64Array.from({ length: 64 }, (_, i) => plane[at(left + (i & 7), top + (i >> 3))]! - 128);
      const kept = transformed(block, false).map((value, i) => Math.round(value / table[i]!) * table[i]!);
      transformed(kept, true).forEach((value, i) => {
        const [x, y] = [left + (i & 7), top + (i >> 3)];
        if (x < width && y < height) to[at(x, y)] = value + 128;
      });
    }
  return to;
}

function halved(plane: Float32Array, width: number, height: number): Float32Array {
  const [w, h] = [Math.ceil(width / 2), Math.ceil(height / 2)];
  const at = (x: number, y: number) => plane[Math.min(height - 1, y) * width + Math.min(width - 1, x)]!;
  return Float32Array.from({ length: w * h }, (_, i) => {
    const [x, y] = [2 * (i % w), 2 * Math.floor(i / w)];
    return (at(x, y) + at(x + 1, y) + at(x, y + 1) + at(x + 1, y + 1)) / 4;
  });
}

export function throughJpeg(picture: Raster, quality: number): Raster {
  const { width, height } = picture;
  const [r, g, b] = [0, 1, 2].map((c) => channel(picture, c)) as [Float32Array, Float32Array, Float32Array];
  const y = r.map((red, i) => 0.299 * red + 0.587 * g[i]! + 0.114 * b[i]!);
  const small = (plane: Float32Array) =>
    quantised(halved(plane, width, height), Math.ceil(width / 2), Math.ceil(height / 2), tableOf(COLOUR, quality));
  const cb = small(b.map((blue, i) => 128 + (blue - y[i]!) / 1.772));
  const cr = small(r.map((red, i) => 128 + (red - y[i]!) / 1.402));
  const lit = quantised(y, width, height, tableOf(LUMINANCE, quality));
  const half = Math.ceil(width / 2);
  return mapped(picture, (_value, c, pixel) => {
    const at = (Math.floor(pixel / width) >> 1) * half + ((pixel % width) >> 1);
    const [u, v] = [cb[at]! - 128, cr[at]! - 128];
    return lit[pixel]! + (c === 0 ? 1.402 * v : c === 1 ? -0.344136 * u - 0.714136 * v : 1.772 * u);
  });
}
