// What: bytes of pictures through the readers of sizes, orientation and kind: no exception, bounded numbers, and of a whole file exactly
// what it was made with, whatever else stands in it.
import fc from 'fast-check';
import { expect } from 'vitest';
import { fileProblem } from '../../src/1-image/decodePicture.ts';
import { exifOrientation } from '../../src/1-image/exif.ts';
import { readImageHeader } from '../../src/1-image/imageHeader.ts';
import { isAnimated } from '../../src/1-image/isAnimated.ts';
import { pictureSize } from '../../src/1-image/pictureSize.ts';
import { beginsAsSvg, pictureOutside, svgText, withNamespaces } from '../../src/store/prompts/svgText.ts';
import * as files from '../1-image/imageFiles.ts';
import { damagedOf, joined, latin, utf8 } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import { fuzzKind, outcome, told } from './fuzz.ts';
import { sentenceProblem } from './sentence.ts';

const fuzz = fuzzKind('pictures', 1500);
const plain = (buffer: Buffer): Bytes => Uint8Array.from(buffer);

const side = fc.integer({ min: 1, max: 0x3fff });
const junk = fc.uint8Array({ maxLength: 40 });
const orientation = fc.integer({ min: 1, max: 8 });

interface Made {
  readonly bytes: Bytes;
  readonly sides: readonly [width: number, height: number];
  readonly orientation: number;
}

const sizes = fc.tuple(side, side);
/** Of each kind a file whose size and orientation are known, with chunks between that say nothing of them. */
const whole: fc.Arbitrary<Made> = fc
  .record({
    sides: sizes,
    turn: orientation,
    little: fc.boolean(),
    more: junk,
    entries: fc.array(fc.nat(0xffff), { maxLength: 3 }),
    kind: fc.nat(8),
  }) // prettier-ignore
  .map(({ sides, turn, little, more, entries, kind }): Made => {
    const [width, height] = sides;
    const invalid = entries.filter((value) => value < 1 || value > 8).map((value) => [value] as const);
    const block = files.exifBlock([...invalid, [turn]], little);
    const made = (bytes: Buffer, orientation = 1): Made => ({ bytes: plain(bytes), sides, orientation });
    if (kind === 0) {
      const png = files.png(1, 1, 1, () => [0]);
      png.writeUInt32BE(width, 16);
      png.writeUInt32BE(height, 20);
      return made(files.withChunks(png, [files.exifChunk(block)]), turn);
    }
    const jpeg = files.jpegHeader(width, height, turn, little);
    if (kind === 1) return made(jpeg, turn);
    // Other application segments in front of the EXIF block change nothing.
    const other = files.exifSegmentOf(Buffer.from(more), 'http://ns.adobe.com/xap/1.0/\0');
    if (kind === 2) return made(Buffer.concat([jpeg.subarray(0, 2), other, jpeg.subarray(2)]), turn);
    if (kind === 3) return made(files.webpLossy(width, height));
    if (kind === 4) return made(files.webpLossless(width, height));
    if (kind === 5) return made(files.webpExtended(width, height));
    if (kind === 6) return made(files.gif(width, height));
    if (kind === 7) return made(files.bmp(width, height));
    const [rotate, mirror] = [turn & 3, (turn >> 2) & 1];
    const properties = mirror ? ([['irot', rotate], ['imir', 1]] as const) : ([['irot', rotate]] as const); // prettier-ignore
    const expected = mirror ? [2, 7, 4, 5][rotate]! : [1, 8, 3, 6][rotate]!;
    return made(files.avifBoxes(width, height, properties), expected);
  });

fuzz('whole files: their own size and orientation', 0.2, whole, ({ bytes, sides: [width, height], orientation }) => {
  const stored = { width, height };
  const shown = orientation >= 5 ? { width: height, height: width } : stored;
  expect(pictureSize(bytes)).toEqual({ stored, shown, orientation });
  return 'read';
});

fuzz('junk behind the header changes nothing', 0.1, fc.tuple(whole, junk), ([{ bytes, sides, orientation }, more]) => {
  const read = readImageHeader(joined(bytes, more));
  expect([read?.width, read?.height, read?.orientation]).toEqual([...sides, orientation]);
  return 'read';
});

/** Reads in every way; numbers that come out must be such that a page can work with them. */
function readAll(bytes: Bytes) {
  const size = pictureSize(bytes);
  expect(typeof isAnimated(bytes)).toBe('boolean');
  expect(exifOrientation(bytes)).toSatisfy((value: number) => Number.isInteger(value) && value >= 1 && value <= 8);
  const problem = fileProblem(bytes.length, readImageHeader(bytes), '“a.png”');
  if (problem !== null) expect(sentenceProblem(problem)).toBeNull();
  if (size === null) return 'refused' as const;
  const { stored, shown, orientation } = size;
  for (const value of [stored.width, stored.height, shown.width, shown.height]) {
    expect(Number.isSafeInteger(value) && value > 0 && value <= 2 ** 32).toBe(true);
  }
  expect([stored.width, stored.height].sort()).toEqual([shown.width, shown.height].sort());
  expect(orientation >= 1 && orientation <= 8).toBe(true);
  return 'read' as const;
}

const SAMPLES: readonly Bytes[] = [
  files.withChunks(
    files.png(3, 2, 3, () => [1, 2, 3]),
    [files.exifChunk(files.exifBlock([[6]]))],
  ),
  files.jpegHeader(40, 30, 6),
  files.webpLossy(40, 30),
  files.webpLossless(40, 30),
  files.webpExtended(40, 30),
  files.gif(40, 30),
  Buffer.concat([files.gif(40, 30), Buffer.from([0x80, 0, 0, ...Array<number>(6).fill(0), 0x21, 0xf9, 4, 0, 0, 0, 0, 0, 0x2c, ...Array<number>(9).fill(1), 2, 2, 76, 1, 0, 0x3b])]), // prettier-ignore
  files.bmp(40, 30),
  files.isoMedia('avif', [[8, 8], [40, 30]]), // prettier-ignore
  files.avifBoxes(40, 30, [['irot', 1], ['imir', 0]]), // prettier-ignore
].map(plain);

fuzz('damaged files', 0.4, damagedOf(SAMPLES), readAll);

const HEADS = ['\x89PNG\r\n\x1a\n', 'GIF89a', 'BM', 'RIFF\0\0\0\0WEBPVP8X', 'RIFF\0\0\0\0WEBPVP8L', '\xff\xd8\xff\xe1', '\0\0\0\x10ftypavif', 'II*\0', 'MM\0*', '\0\0\0\x18ftypheic', 'GIF8']; // prettier-ignore
const head = fc.constantFrom(...HEADS).map(latin);
const random = fc.tuple(head, fc.uint8Array({ maxLength: 300 })).map(([start, end]) => joined(start, end));
fuzz('random bytes behind a signature', 0.15, random, readAll);

const SVG_PARTS = ['<svg', ' xmlns="http://www.w3.org/2000/svg"', '>', '<?xml version="1.0"?>', '<!--', '-->', '<![CDATA[', ']]>', '<image ', 'href="a.png"', "xlink:href='data:image/png;base64,AA'", 'href=', '/>', '<use ', '<script>', '</svg>', '<!DOCTYPE svg ', '\n', ' ', '"', "'", '<?xml encoding="utf-16"?>', '<?xml encoding="no-such"?>']; // prettier-ignore
const svg = fc.array(fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...SVG_PARTS) }, fc.string({ maxLength: 5 })), { maxLength: 30 }); // prettier-ignore

fuzz('SVG texts', 0.15, fc.tuple(svg, fc.boolean()), async ([parts, utf16]) => {
  const text = parts.join('');
  const bytes = utf16 ? joined([0xff, 0xfe], new Uint8Array(Uint16Array.from(text, (c) => c.charCodeAt(0)).buffer)) : utf8(text); // prettier-ignore
  expect(typeof beginsAsSvg(text)).toBe('boolean');
  const result = await outcome(() => svgText(new Blob([bytes])), {
    errors: ['FormatError'],
    frame: (reason) => `The picture cannot be read: ${reason}.`,
  });
  if ('sentence' in result) return 'refused';
  const outside = pictureOutside(withNamespaces(result.value));
  if (outside !== null) expect(outside).not.toMatch(/^\s*(#|data:)/i);
  return told(result);
});
