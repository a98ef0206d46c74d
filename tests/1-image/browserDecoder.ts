// What: the decoder in a real browser, in the hands of a test.
import type { Page } from 'playwright-core';
import type * as decoderModule from '../../src/1-image/decodePicture.ts';
import { moduleInPage } from '../browser/moduleInPage.ts';

/** `pixels`: RGBA at the four corners, upper ones first; `shown`: the sides before the picture was made smaller. */
export type Decoded =
  | { width: number; height: number; pixels: number[][]; shown: { width: number; height: number } }
  | { sentence: string; name: string };

export interface BrowserDecoder {
  readonly page: Page;
  decode(bytes: Buffer): Promise<Decoded>;
}

const decode = (page: Page, bytes: Buffer): Promise<Decoded> =>
  page.evaluate(async (base64) => {
    const scope = globalThis as unknown as { decoder: typeof decoderModule };
    const data = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    try {
      const { picture, shown } = await scope.decoder.measurePicture(new Blob([data]), 'id', 'photo');
      const { width, height, rgba } = picture;
      const corners = [0, width - 1, (height - 1) * width, height * width - 1];
      return { width, height, pixels: corners.map((i) => [...rgba.slice(4 * i, 4 * i + 4)]), shown };
    } catch (error) {
      return { sentence: (error as Error).message, name: (error as Error).name };
    }
  }, bytes.toString('base64'));

/** A browser for all tests of a file. */
export function browserDecoder(): () => BrowserDecoder {
  const page = moduleInPage('src/1-image/decodePicture.ts', 'decoder');
  return () => ({ page: page(), decode: (bytes) => decode(page(), bytes) });
}
