// What: shown and stored sides from bytes alone, as Chromium turns pictures; decodePicture.test.ts compares them with the browser.
import { describe, expect, it } from 'vitest';
import { pictureSize, shownBox, shownPoint } from '../../src/1-image/pictureSize.ts';
import { caseFile, caseNames } from '../cases/casesOf.ts';
import * as files from './imageFiles.ts';

const orientationOf = (bytes: Buffer) => pictureSize(bytes)?.orientation;
const png = files.png(3, 2, 3, () => [1, 2, 3]);
const block = files.exifBlock;

describe('orientation of a PNG', () => {
  const chunk = files.exifChunk;
  const damaged = (data: Buffer) => {
    const whole = chunk(data);
    whole[whole.length - 1]! ^= 1;
    return whole;
  };
  const cases: readonly [string, Buffer, number][] = [
    ['a chunk before the pixels', files.withChunks(png, [chunk(block([[6]]))]), 6],
    ['big-endian', files.withChunks(png, [chunk(block([[8]], false))]), 8],
    ['behind the pixels, where browsers do not look', files.withChunks(png, [], [chunk(block([[6]]))]), 1],
    ['damaged', files.withChunks(png, [damaged(block([[6]]))]), 1],
    ['damaged, then whole', files.withChunks(png, [damaged(block([[8]])), chunk(block([[6]]))]), 6],
    ['the first of two', files.withChunks(png, [chunk(block([[1]])), chunk(block([[6]]))]), 1],
    ['begun as in a JPEG', files.withChunks(png, [chunk(Buffer.concat([Buffer.from('Exif\0\0'), block([[6]])]))]), 1],
    ['none', png, 1],
  ];
  it.each(cases)('%s', (_name, bytes, orientation) => {
    expect(orientationOf(bytes)).toBe(orientation);
    const [long, short] = [3, 2];
    const shown = orientation >= 5 ? { width: short, height: long } : { width: long, height: short };
    expect(pictureSize(bytes)).toMatchObject({ shown, stored: { width: long, height: short } });
  });
});

describe('orientation of a JPEG', () => {
  const header = files.jpegHeader(40, 30, 1);
  const bare = Buffer.concat([header.subarray(0, 2), header.subarray(header.indexOf(Buffer.from([0xff, 0xdb])))]);
  const jpeg = (...segments: Buffer[]) => Buffer.concat([bare.subarray(0, 2), ...segments, bare.subarray(2)]);
  const exif = files.exifSegmentOf;
  const cases: readonly [string, Buffer, number][] = [
    ['the first of two blocks', jpeg(exif(block([[6]])), exif(block([[1]]))), 6],
    ['the first, though it says nothing of it', jpeg(exif(block([])), exif(block([[6]]))), 1],
    ['the first, though its value is none', jpeg(exif(block([[9]])), exif(block([[6]]))), 1],
    ['not an empty one', jpeg(exif(Buffer.alloc(0)), exif(block([[6]]))), 6],
    ['the first valid entry of a block', jpeg(exif(block([[9], [6], [3]]))), 6],
    ['a LONG counts as none', jpeg(exif(block([[6, 4]]))), 1],
    ['two values count as none', jpeg(exif(block([[6, 3, 2]]))), 1],
    ['another sixth byte of the name', jpeg(exif(block([[6]]), 'Exif\0\xff')), 6],
    ['behind the frame header', Buffer.concat([bare, exif(block([[6]]))]), 6],
    ['behind stray bytes', jpeg(Buffer.from([0x12, 0xff, 0x00, 0xff]), exif(block([[6]]))), 6],
    ['a directory that is cut off', jpeg(exif(block([[6]]).subarray(0, 20))), 1],
    ['neither II nor MM', jpeg(exif(Buffer.concat([Buffer.from('IM'), block([[6]]).subarray(2)]))), 1],
  ];
  it.each(cases)('%s', (_name, bytes, orientation) => {
    expect(pictureSize(bytes)?.stored).toEqual({ width: 40, height: 30 });
    expect(orientationOf(bytes)).toBe(orientation);
  });
});

describe('orientation of an AVIF', () => {
  it.each([
    [[], 1],
    [[['irot', 0]], 1],
    [[['irot', 1]], 8],
    [[['irot', 2]], 3],
    [[['irot', 3]], 6],
    [[['imir', 0]], 4],
    [[['imir', 1]], 2],
    [
      [
        ['irot', 1],
        ['imir', 0],
      ],
      5,
    ],
    [
      [
        ['imir', 1],
        ['irot', 1],
      ],
      7,
    ],
    [
      [
        ['irot', 3],
        ['imir', 1],
      ],
      5,
    ],
    [
      [
        ['irot', 3],
        ['imir', 0],
      ],
      7,
    ],
  ] as const)('%j is %i', (properties, orientation) => {
    expect(pictureSize(files.avifBoxes(40, 30, properties))).toMatchObject({
      stored: { width: 40, height: 30 },
      orientation,
    });
  });

  it('gives null or a size, never an exception, for every shorter start', () => {
    const whole = files.avifBoxes(40, 30, [['irot', 1]]);
    for (let length = 0; length <= whole.length; length++) pictureSize(whole.subarray(0, length));
    expect(pictureSize(whole)?.shown).toEqual({ width: 30, height: 40 });
  });
});

describe('files that other tools wrote', () => {
  /** From Pillow's exif_transpose, except where browsers differ: WebP, a chunk behind the pixels, a LONG. */
  const turned: Readonly<Record<string, number>> = {
    'avif-exif6.avif': 6,
    'avif-irot3-large.avif': 3,
    ...Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`e${i + 1}.jpg`, i + 1])),
    'e6-large.jpg': 6,
    'exif-two.jpg': 6,
    'png-exif6.png': 6,
    'png-exif6-large.png': 6,
  };
  const unread = /\.(svgz?|ico|tif|jp2|jxl|pdf)$|^(html-as|lfs-as|zero)\.jpg$/;
  const sides = (name: string): [number, number] => {
    if (/large|exif6-after/.test(name)) return [1600, 1000];
    if (/^anim|onebit/.test(name)) return [40, 30];
    const others: Record<string, [number, number]> = {
      '1xN.png': [1, 3000],
      'la-transparent.png': [40, 40],
      'jpeg-named.webp': [60, 40],
      'photo.jfif': [60, 40],
      'baseline-cut.jpg': [300, 300],
      'progressive-cut.jpg': [800, 600],
      'png-cut.png': [100, 100],
    };
    return others[name] ?? [240, 160];
  };

  it.each(caseNames('img'))('%s', (name) => {
    const size = pictureSize(caseFile(`img/${name}`));
    if (unread.test(name)) return expect(size).toBeNull();
    const [width, height] = sides(name);
    const orientation = turned[name] ?? 1;
    const shown = orientation >= 5 ? { width: height, height: width } : { width, height };
    expect(size).toEqual({ shown, stored: { width, height }, orientation });
  });
});

describe('boxes of the stored picture in the shown one', () => {
  // Where the corner at the upper left of the stored picture goes, and the one at the upper right (EXIF 2.32, table of 0th row
  // and 0th column).
  it.each([
    [1, [0, 0], [1, 0]],
    [2, [1, 0], [0, 0]],
    [3, [1, 1], [0, 1]],
    [4, [0, 1], [1, 1]],
    [5, [0, 0], [0, 1]],
    [6, [1, 0], [1, 1]],
    [7, [1, 1], [1, 0]],
    [8, [0, 1], [0, 0]],
  ] as const)('orientation %i', (orientation, upperLeft, upperRight) => {
    expect(shownPoint([0, 0], orientation)).toEqual(upperLeft);
    expect(shownPoint([1, 0], orientation)).toEqual(upperRight);
    const [x0, y0, x1, y1] = shownBox([0, 0, 0.5, 0.25], orientation);
    expect([Math.min(x0, x1), Math.min(y0, y1)]).toEqual([x0, y0]);
    expect((x1 - x0) * (y1 - y0)).toBe(0.125);
    expect([x0, x1]).toContain(upperLeft[0]);
    expect([y0, y1]).toContain(upperLeft[1]);
  });
});
