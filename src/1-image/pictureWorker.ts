// What: entry of a small worker that looks at the visitor's files before they reach the page: can the policy's stage 1
// read this one, how large is it, and small copies to show. One file at a time, so that the memory holds one picture.
import { measurePicture } from './decodePicture.ts';
import { isAnimated } from './isAnimated.ts';
import type { Picture } from './types.ts';

export interface PictureQuestion {
  readonly id: number;
  readonly file: Blob;
  readonly name: string;
}

export interface PictureFacts {
  readonly width: number;
  readonly height: number;
  readonly thumb: Blob;
  /** A copy to show where the file itself is larger than a screen. */
  readonly shown: Blob | null;
  /** The first frame of a film: it takes the place of the file. */
  readonly still: Blob | null;
}

export type PictureAnswer = { readonly id: number } & (PictureFacts | { readonly problem: string });

const THUMB_SIDE = 112;
/** Films are short; in a longer file only this much is searched for a second frame. */
const SEARCHED_BYTES = 2 ** 24;

function canvasOf({ width, height, rgba }: Picture): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  const pixels = new ImageData(new Uint8ClampedArray(rgba), width, height);
  canvas.getContext('2d')!.putImageData(pixels, 0, 0);
  return canvas;
}

function thumbOf(canvas: OffscreenCanvas): Promise<Blob> {
  const scale = Math.min(1, THUMB_SIDE / Math.min(canvas.width, canvas.height));
  const side = (length: number) => Math.max(1, Math.min(4 * THUMB_SIDE, Math.round(length * scale)));
  const small = new OffscreenCanvas(side(canvas.width), side(canvas.height));
  const context = small.getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(canvas, 0, 0, small.width, small.height);
  return small.convertToBlob({ type: 'image/webp', quality: 0.8 });
}

async function factsOf({ file, name }: PictureQuestion): Promise<PictureFacts> {
  const { picture, shown } = await measurePicture(file, name, `“${name}”`);
  const canvas = canvasOf(picture);
  const animated = isAnimated(new Uint8Array(await file.slice(0, SEARCHED_BYTES).arrayBuffer()));
  const { width, height } = animated ? picture : shown;
  return {
    width,
    height,
    thumb: await thumbOf(canvas),
    shown: picture.width < width ? await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 }) : null,
    still: animated ? await canvas.convertToBlob({ type: 'image/png' }) : null,
  };
}

async function answer(question: PictureQuestion): Promise<void> {
  const { id } = question;
  try {
    postMessage({ id, ...(await factsOf(question)) } satisfies PictureAnswer);
  } catch (error) {
    postMessage({ id, problem: (error as Error).message } satisfies PictureAnswer);
  }
}

let last: Promise<void> = Promise.resolve();
addEventListener('message', ({ data }: MessageEvent<PictureQuestion>) => {
  last = last.then(() => answer(data));
});
