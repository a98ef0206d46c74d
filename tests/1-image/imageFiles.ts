// What: small image files made by hand, for the header reader and the decoder. No image library is needed.
import { crc32, deflateSync } from 'node:zlib';

const ascii = (text: string) => Buffer.from(text, 'latin1');
const u16 = (value: number) => Buffer.from([value >> 8, value & 255]);
const u32 = (value: number) => Buffer.from([value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]);
const le16 = (value: number) => Buffer.from([value & 255, value >> 8]);
const le32 = (value: number) => Buffer.from([value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24]);
const le24 = (value: number) => le32(value).subarray(0, 3);

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([ascii(kind), data]);
  return Buffer.concat([u32(data.length), body, u32(crc32(body))]);
}

/** PNG with `channels` 1 (grey), 2 (grey + alpha), 3 or 4; `pixel` gives the bytes of one pixel. */
export function png(width: number, height: number, channels: 1 | 2 | 3 | 4, pixel: (x: number, y: number) => number[]) {
  const line = width * channels + 1;
  const raw = Buffer.alloc(line * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) raw.set(pixel(x, y), y * line + 1 + x * channels);
  return pngOf(width, height, channels, raw);
}

/** PNG of one byte everywhere: a huge picture in a small file. */
export function plainPng(width: number, height: number): Buffer {
  return pngOf(width, height, 1, Buffer.alloc((width + 1) * height));
}

/** A PNG with chunks put in front of its pixels, or behind them. */
export function withChunks(file: Buffer, before: readonly Buffer[], after: readonly Buffer[] = []): Buffer {
  const [pixels, end] = [file.indexOf('IDAT') - 4, file.length - 12];
  const parts = [file.subarray(0, pixels), ...before, file.subarray(pixels, end), ...after, file.subarray(end)];
  return Buffer.concat(parts);
}

export const exifChunk = (block: Buffer) => chunk('eXIf', block);

function pngOf(width: number, height: number, channels: 1 | 2 | 3 | 4, raw: Buffer): Buffer {
  const colourType = { 1: 0, 2: 4, 3: 2, 4: 6 }[channels];
  const header = Buffer.concat([u32(width), u32(height), Buffer.from([8, colourType, 0, 0, 0])]);
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(raw, { level: 1 })), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([ascii('\x89PNG\r\n\x1a\n'), ...parts]);
}

const segment = (kind: number, data: Buffer) => Buffer.concat([Buffer.from([0xff, kind]), u16(data.length + 2), data]);

/** An EXIF block whose entries are all called orientation: [value, type (3 = SHORT), count]. */
export function exifBlock(
  entries: readonly (readonly [value: number, type?: number, count?: number])[],
  little = true,
) {
  const [w16, w32] = little ? [le16, le32] : [u16, u32];
  const written = entries.map(([value, type = 3, count = 1]) =>
    Buffer.concat([w16(0x0112), w16(type), w32(count), ...(type === 4 ? [w32(value)] : [w16(value), w16(0)])]),
  );
  const head = [ascii(little ? 'II' : 'MM'), w16(42), w32(8), w16(entries.length)];
  return Buffer.concat([...head, ...written, w32(0)]);
}

export const exifSegmentOf = (block: Buffer, name = 'Exif\0\0') => segment(0xe1, Buffer.concat([ascii(name), block]));

/** An EXIF segment that holds only the orientation. */
export const exifSegment = (orientation: number, little = true): Buffer =>
  exifSegmentOf(exifBlock([[orientation]], little));

/** Header of a JPEG: enough for its size, not for its pixels. */
export function jpegHeader(width: number, height: number, orientation: number, little = true): Buffer {
  const frame = Buffer.concat([Buffer.from([8]), u16(height), u16(width), Buffer.from([1, 1, 0x11, 0])]);
  const parts = [
    segment(0xe0, ascii('JFIF\0......')),
    exifSegment(orientation, little),
    segment(0xdb, Buffer.alloc(65)),
  ];
  return Buffer.concat([Buffer.from([0xff, 0xd8]), ...parts, segment(0xc4, Buffer.alloc(20)), segment(0xc2, frame)]);
}

const riff = (body: Buffer) => Buffer.concat([ascii('RIFF'), le32(body.length + 4), ascii('WEBP'), body]);
export const webpLossy = (width: number, height: number) =>
  riff(Buffer.concat([ascii('VP8 '), le32(10), Buffer.from([0, 0, 0, 0x9d, 1, 0x2a]), le16(width), le16(height)]));
export const webpLossless = (width: number, height: number) =>
  riff(Buffer.concat([ascii('VP8L'), le32(5), Buffer.from([0x2f]), le32((width - 1) | ((height - 1) << 14))]));
export const webpExtended = (width: number, height: number) =>
  riff(Buffer.concat([ascii('VP8X'), le32(10), le32(0), le24(width - 1), le24(height - 1)]));

export const gif = (width: number, height: number) => Buffer.concat([ascii('GIF89a'), le16(width), le16(height)]);
export const bmp = (width: number, height: number) =>
  Buffer.concat([ascii('BM'), Buffer.alloc(12), le32(40), le32(width), le32(height)]);

/** An ISO file with one `ispe` per size. */
export function isoMedia(brand: string, sizes: readonly (readonly [number, number])[]): Buffer {
  const boxes = sizes.map(([width, height]) =>
    Buffer.concat([u32(20), ascii('ispe'), u32(0), u32(width), u32(height)]),
  );
  return Buffer.concat([u32(16), ascii('ftyp'), ascii(brand), u32(0), ...boxes]);
}

const box = (kind: string, ...parts: readonly Buffer[]) => {
  const body = Buffer.concat([ascii(kind), ...parts]);
  return Buffer.concat([u32(body.length + 4), body]);
};
const SIZE_OF_THUMB = Buffer.concat([u32(0), u32(8), u32(8)]);

/** The boxes of an AVIF: item 1 is a thumbnail, item 2 the picture, with properties such as irot (quarter turns) and imir (axis). */
export function avifBoxes(width: number, height: number, properties: readonly (readonly ['irot' | 'imir', number])[]) {
  const size = Buffer.concat([u32(0), u32(width), u32(height)]);
  const own = properties.map(([kind, value]) => box(kind, Buffer.from([value])));
  const ipco = box('ipco', box('ispe', SIZE_OF_THUMB), box('ispe', size), ...own);
  const indices = [2, ...properties.keys()].map((index, i) => (i === 0 ? index : 0x80 | (index + 3)));
  const links = [u16(1), Buffer.from([1, 1]), u16(2), Buffer.from([indices.length, ...indices])];
  const iprp = box('iprp', ipco, box('ipma', u32(0), u32(2), ...links));
  const meta = box('meta', u32(0), box('pitm', u32(0), u16(2)), iprp);
  return Buffer.concat([box('ftyp', ascii('avif'), u32(0), ascii('mif1')), meta]);
}
