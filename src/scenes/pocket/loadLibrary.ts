// What: fetches the picture set of public/scenes once, and decodes it.
import { Library } from './library.ts';
import type { SpriteTable } from './library.ts';
import type { Raster } from './raster.ts';

/** Workers lie in assets/ of the built page, and under src/ of the development server. */
const folder = () => new URL(import.meta.env.PROD ? '../scenes/' : '/scenes/', globalThis.location.href);

async function fetched(file: string): Promise<Response> {
  const response = await fetch(new URL(file, folder()));
  if (response.ok) return response;
  throw new Error(`The picture set of the scenes is not there (scenes/${file}); choose drawn shapes instead.`);
}

async function decoded(file: string): Promise<Raster> {
  const bitmap = await createImageBitmap(await (await fetched(file)).blob(), { premultiplyAlpha: 'none' });
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return { width, height, rgba: context.getImageData(0, 0, width, height).data };
}

async function load(): Promise<Library> {
  const table = (await (await fetched('sprites.json')).json()) as SpriteTable;
  const sheets = await Promise.all(table.sheets.map(decoded));
  return new Library(table, sheets, await Promise.all(table.backgrounds.map(({ file }) => decoded(file))));
}

let library: Promise<Library> | null = null;
/** A failure is not kept: the next scene tries again. */
export function loadLibrary(): Promise<Library> {
  library ??= load().catch((error: unknown) => {
    library = null;
    throw error;
  });
  return library;
}
