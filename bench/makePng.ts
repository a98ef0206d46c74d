// What: small pictures from code, as PNG bytes: a background and coloured rectangles. No file of anybody is needed.
import { crc32, deflateSync } from 'node:zlib';

export type Colour = readonly [red: number, green: number, blue: number];

export interface Rectangle {
  /** Fractions of the picture. */
  readonly box: readonly [number, number, number, number];
  readonly colour: Colour;
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body) >>> 0);
  return Buffer.concat([length, body, sum]);
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function header(width: number, height: number): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([8, 2, 0, 0, 0], 8); // 8 bits, RGB
  return chunk('IHDR', data);
}

export function makePng(size: number, background: Colour, rectangles: readonly Rectangle[] = []): Buffer {
  const row = 1 + 3 * size;
  const raw = Buffer.alloc(row * size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const [u, v] = [(x + 0.5) / size, (y + 0.5) / size];
      const inside = ({ box: [x0, y0, x1, y1] }: Rectangle) => u >= x0 && u < x1 && v >= y0 && v < y1;
      raw.set(rectangles.findLast(inside)?.colour ?? background, y * row + 1 + 3 * x);
    }
  }
  return Buffer.concat([
    SIGNATURE,
    header(size, size),
    chunk('IDAT', deflateSync(raw)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A file that says it is `width` × `height` and holds no pixels. */
export const pngHeaderOnly = (width: number, height: number): Buffer =>
  Buffer.concat([SIGNATURE, header(width, height), chunk('IEND', Buffer.alloc(0))]);
