// What: pictures of the kinds that broke other people's tools, in a real browser: the right sides, the right colours in the right
// corners, or one true sentence. What a browser makes of a file and what its bytes say must agree.
import { describe, expect, it } from 'vitest';
import { pictureSize } from '../../src/1-image/pictureSize.ts';
import { caseFile, caseNames } from '../cases/casesOf.ts';
import { browserDecoder } from './browserDecoder.ts';
import * as files from './imageFiles.ts';

const browser = browserDecoder();

const COLOURS: Readonly<Record<string, readonly [number, number, number]>> = {
  R: [230, 30, 30],
  G: [20, 160, 60],
  B: [40, 90, 200],
  w: [255, 255, 255],
  k: [0, 0, 0],
};
const letterOf = (pixel: readonly number[]) =>
  Object.entries(COLOURS).find(([, colour]) => colour.every((value, i) => Math.abs(value - pixel[i]!) < 36))?.[0] ??
  '?';

const NOT_AN_IMAGE = /^photo is not an image that this browser can read: use a PNG, JPEG or WebP file\.$/;
const damaged = (kind: string) =>
  new RegExp(`^photo is a ${kind} file that this browser cannot decode .*save it again`);

type Expected = readonly [sides: string, corners: string] | RegExp;
/** Sides as the policy gets them; corners: upper left, upper right, lower left, lower right. */
const EXPECTED: Readonly<Record<string, Expected>> = {
  '1xN.png': ['1x1024', '????'],
  'anim-no-gce.gif': ['40x30', 'RRRR'],
  'anim.avif': ['40x30', 'RRRR'],
  'anim.gif': ['40x30', 'RRRR'],
  'anim.png': ['40x30', 'RRRR'],
  'anim.webp': ['40x30', 'RRRR'],
  'avif-exif6.avif': ['160x240', 'BRGG'],
  'avif-irot3-large.avif': ['1024x640', 'GBGR'],
  'avif-plain.avif': ['240x160', 'RGBG'],
  'baseline-cut.jpg': damaged('JPEG'),
  'cmyk.jpg': ['240x160', 'RGBG'],
  'e1.jpg': ['240x160', 'RGBG'],
  'e2.jpg': ['240x160', 'GRGB'],
  'e3.jpg': ['240x160', 'GBGR'],
  'e4.jpg': ['240x160', 'BGRG'],
  'e5.jpg': ['160x240', 'RBGG'],
  'e6-large.jpg': ['640x1024', 'BRGG'],
  'e6.jpg': ['160x240', 'BRGG'],
  'e7.jpg': ['160x240', 'GGBR'],
  'e8.jpg': ['160x240', 'GGRB'],
  'exif-0.jpg': ['240x160', 'RGBG'],
  'exif-9.jpg': ['240x160', 'RGBG'],
  'exif-long.jpg': ['240x160', 'RGBG'],
  'exif-two-b.jpg': ['240x160', 'RGBG'],
  'exif-two.jpg': ['160x240', 'BRGG'],
  'grey.jpg': ['240x160', '????'],
  'grey16.png': ['240x160', 'kkww'],
  'html-as.jpg': /^photo is a web page, not a picture: download the picture itself\.$/,
  'icc.jpg': ['240x160', 'RGBG'],
  'icon.ico': ['32x21', 'RGBG'],
  'jpeg-named.webp': ['60x40', 'RGBG'],
  'la-transparent.png': ['40x40', 'wwww'],
  'lfs-as.jpg': /^photo is only a Git LFS pointer: download the picture itself \(git lfs pull\)\.$/,
  'onebit.png': ['40x30', 'kkkk'],
  'palette-trns.png': ['240x160', 'RGBG'],
  'photo.jfif': ['60x40', 'RGBG'],
  'photo.jp2': NOT_AN_IMAGE,
  'photo.jxl': NOT_AN_IMAGE,
  'photo.pdf': NOT_AN_IMAGE,
  'png-cut.png': damaged('PNG'),
  'png-exif6-after.png': ['1024x640', 'RGBG'],
  'png-exif6-large.png': ['640x1024', 'BRGG'],
  'png-exif6.png': ['160x240', 'BRGG'],
  'progressive-cut.jpg': damaged('JPEG'),
  'progressive.jpg': ['240x160', 'RGBG'],
  'scan.tif': NOT_AN_IMAGE,
  'webp-exif6-large.webp': ['1024x640', 'RGBG'],
  'webp-exif6.webp': ['240x160', 'RGBG'],
  'zero-fill.jpg': damaged('JPEG'),
  'zero.jpg': /^photo is empty \(0 bytes\): choose another file\.$/,
};

describe('files that other tools wrote', () => {
  it('are all looked at (SVG files are drawn by the page)', () => {
    expect(Object.keys(EXPECTED).sort()).toEqual(caseNames('img').filter((name) => !/\.svgz?$/.test(name)));
  });

  it.each(Object.entries(EXPECTED))('%s', async (name, expected) => {
    const bytes = caseFile(`img/${name}`);
    const decoded = await browser().decode(bytes);
    if (expected instanceof RegExp)
      return expect(decoded).toMatchObject({ name: 'PictureError', sentence: expect.stringMatching(expected) });
    if ('sentence' in decoded) throw new Error(decoded.sentence);
    expect([`${decoded.width}x${decoded.height}`, decoded.pixels.map(letterOf).join('')]).toEqual(expected);
    if (name !== 'icon.ico') expect(decoded.shown).toEqual(pictureSize(bytes)!.shown);
  });
});

describe('large pictures', () => {
  /** Red on the left, blue on the right, with an eXIf chunk. */
  const largePng = (width: number, height: number, orientation: number) => {
    const halves = files.png(width, height, 3, (x) => (2 * x < width ? [230, 30, 30] : [40, 90, 200]));
    return files.withChunks(halves, [files.exifChunk(files.exifBlock([[orientation]]))]);
  };
  it.each([
    [1, '1024x256', 'RBRB'],
    [2, '1024x256', 'BRBR'],
    [3, '1024x256', 'BRBR'],
    [4, '1024x256', 'RBRB'],
    [5, '256x1024', 'RRBB'],
    [6, '256x1024', 'RRBB'],
    [7, '256x1024', 'BBRR'],
    [8, '256x1024', 'BBRR'],
  ])('orientation %i keeps the shape', async (orientation, sides, corners) => {
    const bytes = largePng(1600, 400, orientation);
    const decoded = await browser().decode(bytes);
    if ('sentence' in decoded) throw new Error(decoded.sentence);
    expect([`${decoded.width}x${decoded.height}`, decoded.pixels.map(letterOf).join('')]).toEqual([sides, corners]);
    expect(decoded.shown).toEqual(pictureSize(bytes)!.shown);
  });

  it('turned by a block so far behind the start that the header is not read to it: the bitmap decides', async () => {
    const base64 = await browser().page.evaluate(async () => {
      const canvas = new OffscreenCanvas(1600, 400);
      const context = canvas.getContext('2d')!;
      context.fillStyle = 'rgb(230, 30, 30)';
      context.fillRect(0, 0, 800, 400);
      context.fillStyle = 'rgb(40, 90, 200)';
      context.fillRect(800, 0, 800, 400);
      const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer());
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    });
    const jpeg = Buffer.from(base64, 'base64');
    const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
    const behindFrame = frame + 2 + jpeg.readUInt16BE(frame + 2);
    const filling = Array<Buffer>(18).fill(files.exifSegmentOf(Buffer.alloc(60_000), 'http://ns.adobe.com/xap/1.0/\0'));
    const bytes = Buffer.concat([
      jpeg.subarray(0, behindFrame),
      ...filling,
      files.exifSegment(6),
      jpeg.subarray(behindFrame),
    ]);
    const decoded = await browser().decode(bytes);
    if ('sentence' in decoded) throw new Error(decoded.sentence);
    expect(decoded).toMatchObject({ width: 256, height: 1024, shown: { width: 400, height: 1600 } });
    expect(decoded.pixels.map(letterOf).join('')).toBe('RRBB');
  });

  it.each([
    [4000, 3, '1024x1'],
    [3, 4000, '1x1024'],
    [2000, 1001, '1024x513'],
    [1025, 1025, '1024x1024'],
  ])('%i × %i', async (width, height, sides) => {
    const decoded = await browser().decode(files.plainPng(width, height));
    if ('sentence' in decoded) throw new Error(decoded.sentence);
    expect(`${decoded.width}x${decoded.height}`).toBe(sides);
    expect(decoded.shown).toEqual({ width, height });
  });
});
