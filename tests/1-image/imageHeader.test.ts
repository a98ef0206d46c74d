import { describe, expect, it } from 'vitest';
import { boundedSize, decodePicture, fileProblem, MAX_SIDE } from '../../src/1-image/decodePicture.ts';
import { readImageHeader } from '../../src/1-image/imageHeader.ts';
import * as files from './imageFiles.ts';

const CASES: readonly [string, Buffer, object | null][] = [
  ['PNG', files.png(3, 2, 3, () => [1, 2, 3]), { format: 'png', width: 3, height: 2, orientation: 1 }],
  ['PNG of 100 megapixels', files.plainPng(20_000, 5000), { format: 'png', width: 20_000, height: 5000 }],
  ['JPEG', files.jpegHeader(4000, 3000, 1), { format: 'jpeg', width: 4000, height: 3000, orientation: 1 }],
  ['JPEG on its side', files.jpegHeader(40, 30, 6), { format: 'jpeg', width: 40, height: 30, orientation: 6 }],
  ['JPEG, big-endian EXIF', files.jpegHeader(40, 30, 8, false), { orientation: 8 }],
  ['JPEG, wrong orientation', files.jpegHeader(40, 30, 99), { orientation: 1 }],
  ['WebP lossy', files.webpLossy(640, 480), { format: 'webp', width: 640, height: 480 }],
  ['WebP lossless', files.webpLossless(16_383, 777), { format: 'webp', width: 16_383, height: 777 }],
  ['WebP extended', files.webpExtended(70_000, 12), { format: 'webp', width: 70_000, height: 12 }],
  ['GIF', files.gif(320, 200), { format: 'gif', width: 320, height: 200 }],
  ['BMP', files.bmp(12, -34), { format: 'bmp', width: 12, height: 34 }],
  [
    'AVIF',
    files.isoMedia('avif', [
      [512, 512],
      [1920, 1080],
    ]),
    { format: 'avif', width: 1920, height: 1080 },
  ],
  ['HEIC', files.isoMedia('heic', [[100, 50]]), { format: 'heic', width: 100, height: 50 }],
  ['an MP4', files.isoMedia('isom', [[100, 50]]), null],
  ['text', Buffer.from('This is not an image.'), null],
  ['nothing', Buffer.alloc(0), null],
  ['a PNG of width 0', files.plainPng(0, 5), null],
];

describe('readImageHeader', () => {
  it.each(CASES)('%s', (_name, bytes, expected) => {
    const header = readImageHeader(bytes);
    if (expected === null) expect(header).toBeNull();
    else expect(header).toMatchObject(expected);
  });

  it('gives null, never an exception, for every shorter start of a file', () => {
    for (const [, bytes] of CASES) {
      for (let length = 0; length < Math.min(bytes.length, 200); length++) {
        const header = readImageHeader(bytes.subarray(0, length));
        expect(header === null || header.width > 0).toBe(true);
      }
    }
  });
});

describe('before decoding', () => {
  const header = (width: number, height: number) => ({ format: 'png', width, height, orientation: 1 }) as const;

  it('refuses empty files and pictures that are too large, with one sentence', async () => {
    expect(fileProblem(0, null, 'cat.png')).toMatch(/^cat.png is empty/);
    expect(fileProblem(9e5, header(20_000, 20_000), 'big.png')).toMatch(/400 megapixels\); the limit is 120/);
    expect(fileProblem(3e8, null, 'big.tif')).toMatch(/286 MiB/);
    expect(fileProblem(9e5, header(10_000, 10_000), 'photo.jpg')).toBeNull();
    await expect(decodePicture(new Blob([]), 'a')).rejects.toThrow(/is empty/);
    await expect(decodePicture(new Blob([files.gif(60_000, 60_000)]), 'a')).rejects.toThrow(/3600 megapixels/);
  });

  it('keeps the shape and never enlarges', () => {
    expect(boundedSize(4000, 3000)).toEqual({ width: MAX_SIDE, height: 768 });
    expect(boundedSize(10, 30_000)).toEqual({ width: 1, height: MAX_SIDE });
    expect(boundedSize(100, 50)).toEqual({ width: 100, height: 50 });
  });
});
