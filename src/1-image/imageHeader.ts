// What: format, size and orientation of an image file from its first bytes, before anything is decoded: a picture that is
// far too large must give a sentence, not a crash.
// Source: PNG (IHDR, eXIf), GIF (logical screen), BMP (DIB header), JPEG (SOFn, APP1 EXIF), WebP (VP8, VP8L, VP8X), AVIF and HEIC.
import { exifOrientation } from './exif.ts';
import { readIsoPicture } from './isoMedia.ts';

export interface ImageHeader {
  readonly format: 'png' | 'jpeg' | 'webp' | 'gif' | 'bmp' | 'avif' | 'heic';
  /** As stored in the file, before it is turned. */
  readonly width: number;
  readonly height: number;
  /**
   * How Chromium turns the stored picture, as EXIF counts it (1…8); from 5 on the shown picture is as wide as the stored one is
   * high. It reads no EXIF block of a WebP file, nor one behind the pixels of a PNG.
   */
  readonly orientation: number;
}

/** Null where the format is not known, or the bytes end before the size. */
export function readImageHeader(bytes: Uint8Array): ImageHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (startsWith(bytes, 0, '\x89PNG\r\n\x1a\n')) return readPng(bytes, view);
    if (startsWith(bytes, 0, 'GIF8')) return upright('gif', view.getUint16(6, true), view.getUint16(8, true));
    if (startsWith(bytes, 0, 'BM')) return readBmp(view);
    if (startsWith(bytes, 0, 'RIFF') && startsWith(bytes, 8, 'WEBP')) return readWebp(bytes, view);
    if (startsWith(bytes, 0, '\xff\xd8')) return readJpeg(bytes, view);
    if (startsWith(bytes, 4, 'ftyp')) return readIsoMedia(bytes);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // the bytes end early
  }
  return null;
}

function startsWith(bytes: Uint8Array, at: number, text: string): boolean {
  if (bytes.length < at + text.length) return false;
  return [...text].every((character, i) => bytes[at + i] === character.charCodeAt(0));
}

function upright(format: ImageHeader['format'], width: number, height: number): ImageHeader | null {
  return turned(format, width, height, 1);
}

function turned(format: ImageHeader['format'], width: number, height: number, orientation: number): ImageHeader | null {
  return width > 0 && height > 0 ? { format, width, height, orientation } : null;
}

/** CRC-32 of the kind and the data of a chunk. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** The first undamaged eXIf before the pixels counts. */
function readPng(bytes: Uint8Array, view: DataView): ImageHeader | null {
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  let orientation = 1;
  for (let at = 8; at + 12 <= bytes.length && !startsWith(bytes, at + 4, 'IDAT'); at += 12 + view.getUint32(at)) {
    if (!startsWith(bytes, at + 4, 'eXIf')) continue;
    const end = at + 8 + view.getUint32(at);
    if (end + 4 > bytes.length || crc32(bytes.subarray(at + 4, end)) !== view.getUint32(end)) continue;
    orientation = exifOrientation(bytes.subarray(at + 8, end));
    break;
  }
  return turned('png', width, height, orientation);
}

function readBmp(view: DataView): ImageHeader | null {
  if (view.getUint32(14, true) === 12) return upright('bmp', view.getUint16(18, true), view.getUint16(20, true));
  return upright('bmp', Math.abs(view.getInt32(18, true)), Math.abs(view.getInt32(22, true)));
}

function readWebp(bytes: Uint8Array, view: DataView): ImageHeader | null {
  const bits24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  if (startsWith(bytes, 12, 'VP8X')) return upright('webp', bits24(24) + 1, bits24(27) + 1);
  if (startsWith(bytes, 12, 'VP8L')) {
    const bits = view.getUint32(21, true);
    return upright('webp', (bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
  }
  if (!startsWith(bytes, 12, 'VP8 ')) return null;
  return upright('webp', view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
}

/**
 * Walks the segments up to the pixels: the first EXIF block counts, wherever it stands before them. Stray bytes between segments
 * are skipped, as decoders do.
 */
function readJpeg(bytes: Uint8Array, view: DataView): ImageHeader | null {
  let size: readonly [width: number, height: number] | null = null;
  let orientation: number | null = null;
  for (let at = 2; at + 4 <= bytes.length;) {
    const kind = bytes[at + 1]!;
    if (bytes[at] !== 0xff || kind === 0 || kind === 0xff) {
      at += 1; // between two segments
      continue;
    }
    if (kind === 0x01 || (kind >= 0xd0 && kind <= 0xd8)) {
      at += 2; // no length
      continue;
    }
    if (kind === 0xd9 || kind === 0xda) break;
    const end = at + 2 + view.getUint16(at + 2);
    const isFrame = kind >= 0xc0 && kind <= 0xcf && kind !== 0xc4 && kind !== 0xc8 && kind !== 0xcc;
    if (isFrame && at + 9 <= bytes.length) size ??= [view.getUint16(at + 7), view.getUint16(at + 5)];
    // The sixth byte of the name is padding of any value.
    if (kind === 0xe1 && startsWith(bytes, at + 4, 'Exif\0') && end > at + 10)
      orientation ??= exifOrientation(bytes.subarray(at + 10, end));
    at = end;
  }
  return size && turned('jpeg', ...size, orientation ?? 1);
}

function readIsoMedia(bytes: Uint8Array): ImageHeader | null {
  const brand = String.fromCharCode(...bytes.subarray(8, 12));
  const format = brand.startsWith('avi') ? 'avif' : /^(hei|hev|mif|msf)/.test(brand) ? 'heic' : null;
  const picture = format && readIsoPicture(bytes);
  return picture && turned(format, picture.width, picture.height, picture.orientation);
}
