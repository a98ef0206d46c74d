// What: an image file → Picture: turned as its file says, alpha flattened on white, at most MAX_SIDE pixels per side.
// Runs in a worker of a browser (createImageBitmap, OffscreenCanvas). Every failure is one sentence for the visitor.
import { readImageHeader } from './imageHeader.ts';
import type { ImageHeader } from './imageHeader.ts';
import type { Sides } from './pictureSize.ts';
import type { Picture } from './types.ts';

/** Longest side of a decoded picture, in pixels: more than any policy here sees. */
export const MAX_SIDE = 1024;
/** Beyond this a file is refused unread: decoders need 4 bytes a pixel for the whole picture. */
export const MAX_MEGAPIXELS = 120;
export const MAX_FILE_BYTES = 200 * 2 ** 20;
const HEADER_BYTES = 2 ** 20;

export class PictureError extends Error {
  override readonly name = 'PictureError';
}

/** What is wrong with a file before it is decoded, or null. `name` starts the sentence. */
export function fileProblem(bytes: number, header: ImageHeader | null, name: string): string | null {
  if (bytes === 0) return `${name} is empty (0 bytes): choose another file.`;
  if (bytes > MAX_FILE_BYTES) {
    return `${name} has ${Math.round(bytes / 2 ** 20)} MiB; the limit is ${MAX_FILE_BYTES / 2 ** 20}. Save it smaller first.`;
  }
  const megapixels = header ? (header.width * header.height) / 1e6 : 0;
  if (header && megapixels > MAX_MEGAPIXELS) {
    const size = `${header.width} × ${header.height} pixels (${Math.round(megapixels)} megapixels)`;
    return `${name} has ${size}; the limit is ${MAX_MEGAPIXELS} megapixels. Make it smaller and try again.`;
  }
  return null;
}

/** Size of the shown picture, bounded by MAX_SIDE, never enlarged. */
export function boundedSize(width: number, height: number): Sides {
  const scale = Math.min(1, MAX_SIDE / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

export interface MeasuredPicture {
  readonly picture: Picture;
  /** Sides of the file as the browser shows it, before it is made smaller. */
  readonly shown: Sides;
}

export const decodePicture = async (file: Blob, id: string, name?: string): Promise<Picture> =>
  (await measurePicture(file, id, name)).picture;

export async function measurePicture(file: Blob, id: string, name = 'The picture'): Promise<MeasuredPicture> {
  const start = new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer());
  const header = readImageHeader(start);
  const problem = fileProblem(file.size, header, name);
  if (problem) throw new PictureError(problem);
  try {
    const bitmap = await createImageBitmap(file, { ...FROM_IMAGE, ...smaller(header) });
    try {
      return { picture: flatten(bitmap, id), shown: await shownSides(file, header, bitmap) };
    } finally {
      bitmap.close();
    }
  } catch (error) {
    throw new PictureError(whyNot(header, start, name), { cause: error });
  }
}

const FROM_IMAGE: ImageBitmapOptions = { imageOrientation: 'from-image', resizeQuality: 'high' };

const isLarge = (header: ImageHeader | null): header is ImageHeader =>
  header !== null && Math.max(header.width, header.height) > MAX_SIDE;

/** One side only: the browser keeps the shape, whichever way round it shows the file. */
function smaller(header: ImageHeader | null): ImageBitmapOptions {
  if (!isLarge(header)) return {};
  const wide = header.orientation >= 5 ? header.height >= header.width : header.width >= header.height;
  return wide ? { resizeWidth: MAX_SIDE } : { resizeHeight: MAX_SIDE };
}

/** The bitmap says how the browser turned the file. Where it was made smaller, the header knows the pixels, the bitmap the shape. */
async function shownSides(file: Blob, header: ImageHeader | null, { width, height }: ImageBitmap): Promise<Sides> {
  if (!isLarge(header)) return { width, height };
  const stored = { width: header.width, height: header.height };
  const turned = { width: header.height, height: header.width };
  const error = (sides: Sides) =>
    Math.abs(sides.width * height - sides.height * width) / Math.max(sides.width, sides.height);
  const nearer = error(turned) < error(stored) ? turned : stored;
  if (error(nearer) <= 1) return nearer;
  const whole = await createImageBitmap(file, FROM_IMAGE); // the browser cut something off
  const sides = { width: whole.width, height: whole.height };
  whole.close();
  return sides;
}

function whyNot(header: ImageHeader | null, start: Uint8Array, name: string): string {
  if (!header) return otherFile(start, name);
  const megapixels = (header.width * header.height) / 1e6;
  if (megapixels > 40) {
    return `${name} has ${Math.round(megapixels)} megapixels, too many for this browser's memory. Make it smaller and try again.`;
  }
  const kind = header.format.toUpperCase();
  return `${name} is a ${kind} file that this browser cannot decode (damaged, or not supported): save it again as PNG or JPEG.`;
}

/** What often lies under a picture's name in its place. */
function otherFile(start: Uint8Array, name: string): string {
  const text = new TextDecoder().decode(start.subarray(0, 64)).trimStart().toLowerCase();
  if (text.startsWith('version https://git-lfs'))
    return `${name} is only a Git LFS pointer: download the picture itself (git lfs pull).`;
  if (/^<(!doctype html|html|head)/.test(text))
    return `${name} is a web page, not a picture: download the picture itself.`;
  return `${name} is not an image that this browser can read: use a PNG, JPEG or WebP file.`;
}

/** White behind transparent pixels; the size is bounded here where the header did not tell it, or told it the other way round. */
function flatten(bitmap: ImageBitmap, id: string): Picture {
  const { width, height } = boundedSize(bitmap.width, bitmap.height);
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  return { id, width, height, rgba: context.getImageData(0, 0, width, height).data as Uint8ClampedArray };
}
