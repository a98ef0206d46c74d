// What: thirty odd kinds of files that a visitor may bring, made by hand, each with what the page should do with it.
import { deflateSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import {
  exifBlock,
  exifChunk,
  exifSegment,
  isoMedia,
  jpegHeader,
  plainPng,
  png,
  webpLossy,
  withChunks,
} from '../1-image/imageFiles.ts';

export interface OddFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
  /** The sentence of the refusal; null = it is kept. */
  readonly refused: RegExp | null;
  /** Shown size of one that is kept. */
  readonly size?: readonly [number, number];
}

const ascii = (text: string) => Buffer.from(text, 'latin1');
const red = () => [220, 30, 30];

/** A picture as the browser itself writes it. */
async function drawn(page: Page, type: string, width: number, height: number): Promise<Buffer> {
  const base64 = await page.evaluate(
    async ([type, width, height]) => {
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d')!;
      context.fillStyle = 'teal';
      context.fillRect(0, 0, width, height / 2);
      const bytes = new Uint8Array(await (await canvas.convertToBlob({ type })).arrayBuffer());
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    },
    [type, width, height] as const,
  );
  return Buffer.from(base64, 'base64');
}

/** GIF of 2×1 with so many frames; every frame is one LZW block. */
function gif(frames: number): Buffer {
  const head = Buffer.concat([ascii('GIF89a'), Buffer.from([2, 0, 1, 0, 0x80, 0, 0, 255, 0, 0, 0, 0, 255])]);
  const frame = Buffer.from([0x21, 0xf9, 4, 0, 10, 0, 0, 0, 0x2c, 0, 0, 0, 0, 2, 0, 1, 0, 0, 2, 2, 0x44, 0x0a, 0]);
  return Buffer.concat([head, ...Array.from({ length: frames }, () => frame), Buffer.from([0x3b])]);
}

/** A real BMP, 24 bits, all grey. */
function bmp(width: number, height: number): Buffer {
  const line = Math.ceil((width * 3) / 4) * 4;
  const head = Buffer.alloc(54);
  head.write('BM', 0, 'latin1');
  head.writeUInt32LE(54 + line * height, 2);
  head.writeUInt32LE(54, 10);
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(width, 18);
  head.writeInt32LE(height, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(24, 28);
  return Buffer.concat([head, Buffer.alloc(line * height, 120)]);
}

const svg = (attributes: string) =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}><circle cx="20" cy="20" r="15" fill="red"/></svg>`,
  );

export async function oddFiles(page: Page): Promise<readonly OddFile[]> {
  const jpeg = await drawn(page, 'image/jpeg', 60, 40);
  const webp = await drawn(page, 'image/webp', 50, 70);
  const turned = (orientation: number) =>
    Buffer.concat([jpeg.subarray(0, 2), exifSegment(orientation), jpeg.subarray(2)]);
  const whole = png(30, 20, 3, red);
  const turnedChunk = exifChunk(exifBlock([[6]]));
  const kept = (name: string, buffer: Buffer, size: readonly [number, number], mimeType = 'image/png'): OddFile => ({
    name,
    mimeType,
    buffer,
    refused: null,
    size,
  });
  const refused = (name: string, buffer: Buffer, why: RegExp, mimeType = 'image/png'): OddFile => ({
    name,
    mimeType,
    buffer,
    refused: why,
  });
  return [
    kept('plain.png', whole, [30, 20]),
    kept(
      'grey.png',
      png(16, 16, 1, () => [128]),
      [16, 16],
    ),
    kept(
      'grey alpha.png',
      png(16, 16, 2, () => [128, 60]),
      [16, 16],
    ),
    kept(
      'alpha.png',
      png(16, 16, 4, () => [255, 0, 0, 0]),
      [16, 16],
    ),
    kept('one pixel.png', png(1, 1, 3, red), [1, 1]),
    kept('wide.png', plainPng(4000, 3), [4000, 3]),
    kept('tall.png', plainPng(3, 4000), [3, 4000]),
    kept('24 megapixels.png', plainPng(6000, 4000), [6000, 4000]),
    kept('on its side.png', withChunks(whole, [turnedChunk]), [20, 30]),
    kept('large and turned.png', withChunks(plainPng(2000, 1000), [turnedChunk]), [1000, 2000]),
    kept('photo.jpg', jpeg, [60, 40], 'image/jpeg'),
    kept('on its side.jpg', turned(6), [40, 60], 'image/jpeg'),
    kept('upside down.jpg', turned(3), [60, 40], 'image/jpeg'),
    kept('no ending', jpeg, [60, 40], 'image/jpeg'),
    kept('wrong ending.png', jpeg, [60, 40]),
    kept('no type.jpg', jpeg, [60, 40], ''),
    kept('two bytes too many.jpg', Buffer.concat([jpeg, Buffer.from([1, 2])]), [60, 40], 'image/jpeg'),
    kept('photo.webp', webp, [50, 70], 'image/webp'),
    kept('still.gif', gif(1), [2, 1], 'image/gif'),
    kept('film.gif', gif(5), [2, 1], 'image/gif'),
    kept('old.bmp', bmp(9, 7), [9, 7], 'image/bmp'),
    kept('drawing.svg', svg('width="40" height="40"'), [1024, 1024], 'image/svg+xml'),
    kept('Ünïcode “名前” <b>.png', whole, [30, 20]),
    refused('empty.png', Buffer.alloc(0), /“empty\.png” is empty/),
    refused('notes.txt', ascii('hello'), /^notes\.txt and film\.mp4 are neither pictures nor tables/, 'text/plain'),
    refused('film.mp4', isoMedia('mp42', []), /^notes\.txt and film\.mp4 are neither pictures nor tables/, 'video/mp4'),
    refused('text.png', ascii('no picture at all'), /“text\.png” is not an image that this browser can read/),
    refused(
      'pointer.jpg',
      ascii('version https://git-lfs.github.com/spec/v1\noid'),
      /“pointer\.jpg” is only a Git LFS/,
    ),
    refused('cut.png', whole.subarray(0, 40), /“cut\.png” is a PNG file that this browser cannot decode/),
    refused('cut.jpg', jpegHeader(60, 40, 1), /“cut\.jpg” is a JPEG file .* save it again/, 'image/jpeg'),
    refused('cut.webp', webpLossy(50, 70), /“cut\.webp” is a WEBP file .* save it again/, 'image/webp'),
    refused(
      'phone.heic',
      isoMedia('heic', [[4032, 3024]]),
      /“phone\.heic” is a HEIC file .* save it again/,
      'image/heic',
    ),
    refused(
      'scan.tiff',
      Buffer.concat([ascii('II*\0'), deflateSync(whole)]),
      /“scan\.tiff” is not an image/,
      'image/tiff',
    ),
    refused('poster.png', plainPng(20000, 9000), /“poster\.png” has 20000 × 9000 pixels .*limit is 120/),
    refused('broken.svg', ascii('<svg><'), /“broken\.svg” is a damaged SVG/, 'image/svg+xml'),
  ];
}
