// What: format, size and EXIF orientation of an image file from its first bytes, before anything is decoded: a picture
// that is far too large must give a sentence, not a crash.
// Source: PNG (IHDR), GIF (logical screen), BMP (DIB header), JPEG (SOFn, APP1 EXIF), WebP (VP8, VP8L, VP8X), ISO BMFF
// (ispe of AVIF and HEIC).

export interface ImageHeader {
  readonly format: 'png' | 'jpeg' | 'webp' | 'gif' | 'bmp' | 'avif' | 'heic';
  /** As stored in the file, before the EXIF rotation. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation 1…8; from 5 on the shown picture is as wide as the stored one is high. */
  readonly orientation: number;
}

/** Null where the format is not known, or the bytes end before the size. */
export function readImageHeader(bytes: Uint8Array): ImageHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (startsWith(bytes, 0, '\x89PNG\r\n\x1a\n')) return upright('png', view.getUint32(16), view.getUint32(20));
    if (startsWith(bytes, 0, 'GIF8')) return upright('gif', view.getUint16(6, true), view.getUint16(8, true));
    if (startsWith(bytes, 0, 'BM')) return readBmp(view);
    if (startsWith(bytes, 0, 'RIFF') && startsWith(bytes, 8, 'WEBP')) return readWebp(bytes, view);
    if (startsWith(bytes, 0, '\xff\xd8')) return readJpeg(bytes, view);
    if (startsWith(bytes, 4, 'ftyp')) return readIsoMedia(bytes, view);
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
  return width > 0 && height > 0 ? { format, width, height, orientation: 1 } : null;
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

/** Walks the segments up to the first start of frame. */
function readJpeg(bytes: Uint8Array, view: DataView): ImageHeader | null {
  let orientation = 1;
  let at = 2;
  while (at < bytes.length) {
    if (view.getUint8(at) !== 0xff) return null;
    const kind = view.getUint8(at + 1);
    if (kind === 0xff) {
      at += 1; // fill byte
      continue;
    }
    if (kind === 0x01 || (kind >= 0xd0 && kind <= 0xd8)) {
      at += 2; // no length
      continue;
    }
    if (kind === 0xd9 || kind === 0xda) return null;
    const length = view.getUint16(at + 2);
    const isFrame = kind >= 0xc0 && kind <= 0xcf && kind !== 0xc4 && kind !== 0xc8 && kind !== 0xcc;
    if (isFrame) {
      const header = upright('jpeg', view.getUint16(at + 7), view.getUint16(at + 5));
      return header && { ...header, orientation };
    }
    if (kind === 0xe1 && startsWith(bytes, at + 4, 'Exif\0\0'))
      orientation = exifOrientation(view, at + 10) ?? orientation;
    at += 2 + length;
  }
  return null;
}

/** Tag 0x0112 of IFD0; the TIFF header is at `start`. */
function exifOrientation(view: DataView, start: number): number | null {
  try {
    const little = view.getUint16(start) === 0x4949;
    const directory = start + view.getUint32(start + 4, little);
    const count = view.getUint16(directory, little);
    for (let i = 0; i < count; i++) {
      const entry = directory + 2 + 12 * i;
      if (view.getUint16(entry, little) !== 0x0112) continue;
      const value = view.getUint16(entry + 8, little);
      return value >= 1 && value <= 8 ? value : null;
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // a broken EXIF block does not make the picture unreadable
  }
  return null;
}

/** The largest `ispe` box (a grid of tiles has one for each tile and one for the whole). */
function readIsoMedia(bytes: Uint8Array, view: DataView): ImageHeader | null {
  const brand = String.fromCharCode(...bytes.subarray(8, 12));
  const format = brand.startsWith('avi') ? 'avif' : /^(hei|hev|mif|msf)/.test(brand) ? 'heic' : null;
  if (!format) return null;
  let best: ImageHeader | null = null;
  for (let at = 16; at + 16 <= bytes.length; at++) {
    if (bytes[at] !== 0x69 || !startsWith(bytes, at, 'ispe')) continue;
    const found = upright(format, view.getUint32(at + 8), view.getUint32(at + 12));
    if (found && (!best || found.width * found.height > best.width * best.height)) best = found;
  }
  return best;
}
