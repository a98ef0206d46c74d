// What: an image file → Picture: rotated by its EXIF tag, alpha flattened on white, at most MAX_SIDE pixels per side.
// Runs in a worker of a browser (createImageBitmap, OffscreenCanvas). Every failure is one sentence for the visitor.
import { readImageHeader } from './imageHeader.ts';
import type { ImageHeader } from './imageHeader.ts';
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
export function boundedSize(width: number, height: number): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, MAX_SIDE / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

export async function decodePicture(file: Blob, id: string, name = 'The picture'): Promise<Picture> {
  const header = readImageHeader(new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer()));
  const problem = fileProblem(file.size, header, name);
  if (problem) throw new PictureError(problem);
  const bitmap = await decode(file, header, name);
  try {
    return flatten(bitmap, id);
  } finally {
    bitmap.close();
  }
}

async function decode(file: Blob, header: ImageHeader | null, name: string): Promise<ImageBitmap> {
  const options: ImageBitmapOptions = { imageOrientation: 'from-image', resizeQuality: 'high' };
  if (header && Math.max(header.width, header.height) > MAX_SIDE) {
    const turned = header.orientation >= 5;
    const size = turned ? boundedSize(header.height, header.width) : boundedSize(header.width, header.height);
    options.resizeWidth = size.width;
    options.resizeHeight = size.height;
  }
  try {
    return await createImageBitmap(file, options);
  } catch (error) {
    throw new PictureError(whyNot(header, name), { cause: error });
  }
}

function whyNot(header: ImageHeader | null, name: string): string {
  if (!header) return `${name} is not an image that this browser can read: use a PNG, JPEG or WebP file.`;
  const megapixels = (header.width * header.height) / 1e6;
  if (megapixels > 40) {
    return `${name} has ${Math.round(megapixels)} megapixels, too many for this browser's memory. Make it smaller and try again.`;
  }
  const kind = header.format.toUpperCase();
  return `${name} is a ${kind} file that this browser cannot decode (damaged, or not supported): save it again as PNG or JPEG.`;
}

/** White behind transparent pixels; the size is bounded here where the header did not tell it. */
function flatten(bitmap: ImageBitmap, id: string): Picture {
  const { width, height } = boundedSize(bitmap.width, bitmap.height);
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  return { id, width, height, rgba: context.getImageData(0, 0, width, height).data as Uint8ClampedArray };
}
