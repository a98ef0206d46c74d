// What: the decoder in a real browser, on files made by hand.
import { describe, expect, it } from 'vitest';
import { browserDecoder } from './browserDecoder.ts';
import { exifSegment, jpegHeader, plainPng, png } from './imageFiles.ts';

const browser = browserDecoder();
const decode = (bytes: Buffer) => browser().decode(bytes);

/** A real JPEG, upper half red and lower half blue, with an EXIF orientation put in. */
async function jpeg(width: number, height: number, orientation: number): Promise<Buffer> {
  const base64 = await browser().page.evaluate(
    async ([w, h]) => {
      const canvas = new OffscreenCanvas(w!, h!);
      const context = canvas.getContext('2d')!;
      context.fillStyle = '#f00';
      context.fillRect(0, 0, w!, h! / 2);
      context.fillStyle = '#00f';
      context.fillRect(0, h! / 2, w!, h! / 2);
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 1 });
      return btoa(String.fromCharCode(...new Uint8Array(await blob.arrayBuffer())));
    },
    [width, height],
  );
  const plain = Buffer.from(base64, 'base64');
  return Buffer.concat([plain.subarray(0, 2), exifSegment(orientation), plain.subarray(2)]);
}

const isRed = ([r, , b]: number[]) => r! > 200 && b! < 60;

describe('decodePicture in Chromium', () => {
  it('keeps the pixels of a small PNG', async () => {
    const answer = await decode(png(3, 2, 3, (x, y) => [10 * x, 20 * y, 30]));
    expect(answer).toMatchObject({ width: 3, height: 2 });
    expect('pixels' in answer && answer.pixels).toEqual([
      [0, 0, 30, 255],
      [20, 0, 30, 255],
      [0, 20, 30, 255],
      [20, 20, 30, 255],
    ]);
  });

  it('puts white behind transparency, and takes greyscale', async () => {
    const alpha = await decode(png(2, 1, 4, (x) => [255, 0, 0, x * 255]));
    expect('pixels' in alpha && alpha.pixels.slice(0, 2)).toEqual([
      [255, 255, 255, 255],
      [255, 0, 0, 255],
    ]);
    const grey = await decode(png(2, 1, 1, (x) => [40 + x]));
    expect('pixels' in grey && grey.pixels.slice(0, 2)).toEqual([
      [40, 40, 40, 255],
      [41, 41, 41, 255],
    ]);
    const greyAlpha = await decode(png(1, 1, 2, () => [0, 0]));
    expect('pixels' in greyAlpha && greyAlpha.pixels[0]).toEqual([255, 255, 255, 255]);
  });

  it.each([
    [1, 64, 32],
    [3, 64, 32],
    [6, 32, 64],
    [8, 32, 64],
  ])('turns a picture of EXIF orientation %i', async (orientation, width, height) => {
    const answer = await decode(await jpeg(64, 32, orientation));
    expect(answer).toMatchObject({ width, height });
    const red = 'pixels' in answer ? answer.pixels.map(isRed) : [];
    const expected = { 1: [1, 1, 0, 0], 3: [0, 0, 1, 1], 6: [0, 1, 0, 1], 8: [1, 0, 1, 0] }[orientation]!;
    expect(red).toEqual(expected.map(Boolean));
  });

  it('turns a large picture while making it smaller', async () => {
    const answer = await decode(await jpeg(1600, 800, 6));
    expect(answer).toMatchObject({ width: 512, height: 1024 });
    expect('pixels' in answer && answer.pixels.map(isRed)).toEqual([false, true, false, true]);
  });

  it('bounds a large picture', async () => {
    expect(await decode(plainPng(3000, 1500))).toMatchObject({ width: 1024, height: 512 });
  });

  it('takes 100 megapixels, or says that they are too many', async () => {
    const answer = await decode(plainPng(10_000, 10_000));
    if ('sentence' in answer) expect(answer.sentence).toMatch(/100 megapixels, too many for this browser/);
    else expect(answer).toMatchObject({ width: 1024, height: 1024 });
    expect(await decode(plainPng(20_000, 10_000))).toMatchObject({
      name: 'PictureError',
      sentence: expect.stringMatching(/limit is 120/),
    });
  });

  it.each([
    ['text', Buffer.from('Hello, this is text.'), /^photo is not an image that this browser can read/],
    ['an empty file', Buffer.alloc(0), /^photo is empty/],
    ['a JPEG without pixels', jpegHeader(40, 30, 1), /^photo is a JPEG file that this browser cannot decode/],
    ['a damaged PNG', plainPng(30, 30).subarray(0, 40), /^photo is a PNG file that this browser cannot decode/],
  ])('says in one sentence what is wrong with %s', async (_name, bytes, sentence) => {
    expect(await decode(bytes)).toMatchObject({ name: 'PictureError', sentence: expect.stringMatching(sentence) });
  });
});
