// What: SVG files in a real browser: drawn, also those with foreignObject, packed, in UTF-16, without namespaces; one sentence else.
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type * as rasteriseModule from '../../src/store/prompts/rasteriseSvg.ts';
import { caseFile } from '../cases/casesOf.ts';
import { moduleInPage } from './moduleInPage.ts';

const page = moduleInPage('src/store/prompts/rasteriseSvg.ts', 'rasterise');

/** Sides, and the pixels at the given fractions of them, or the sentence. */
const draw = (bytes: Buffer, at: readonly (readonly [number, number])[] = []) =>
  page().evaluate(
    async ([base64, points]) => {
      const scope = globalThis as unknown as { rasterise: typeof rasteriseModule };
      const data = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      try {
        const bitmap = await createImageBitmap(await scope.rasterise.rasteriseSvg(new Blob([data]), 'a.svg'));
        const { width, height } = bitmap;
        const context = new OffscreenCanvas(width, height).getContext('2d')!;
        context.drawImage(bitmap, 0, 0);
        const pixel = ([x, y]: readonly [number, number]) =>
          [...context.getImageData(Math.floor(x * width), Math.floor(y * height), 1, 1).data].join();
        return { sides: `${width}x${height}`, pixels: points.map(pixel) };
      } catch (error) {
        return { sentence: (error as Error).message };
      }
    },
    [bytes.toString('base64'), at] as const,
  );

const RED = '255,0,0,255';
const GREEN = '0,128,0,255';
const NONE = '0,0,0,0';
const CORNERS = [
  [0.02, 0.02],
  [0.9, 0.1],
  [0.1, 0.9],
  [0.9, 0.9],
] as const;

describe('SVG files that other tools wrote', () => {
  it.each([
    ['foreign.svg', '1024x512', [NONE, NONE, NONE]],
    ['gz.svgz', '1024x512', [RED, NONE, NONE, NONE]],
    ['huge.svg', '1024x1024', [RED, NONE, NONE, NONE]],
    ['no-size.svg', '1024x512', [RED, NONE, NONE, NONE]],
    ['no-xmlns.svg', '1024x512', [RED, NONE, NONE, NONE]],
    ['percent.svg', '1024x512', [RED, GREEN, NONE, GREEN]],
    ['thin.svg', '1024x1', [RED, NONE, RED, NONE]],
    ['utf16.svg', '1024x512', [RED, NONE, NONE, NONE]],
    ['view-box.svg', '1024x512', [RED, GREEN, NONE, GREEN]],
  ])('%s', async (name, sides, pixels) => {
    const drawn = await draw(caseFile(`img/${name}`), CORNERS);
    expect(drawn).toMatchObject({ sides });
    // The text of foreign.svg covers its first corner in colours of the machine's font.
    expect(drawn.pixels!.slice(-pixels.length)).toEqual(pixels);
  });

  it('draws what an HTML part shows, and shapes beside it', async () => {
    expect(await draw(caseFile('img/foreign.svg'), [[0.23, 0.23]])).toMatchObject({ pixels: [RED] });
    expect(await draw(caseFile('img/diagram.svg'), [[0.5, 0.4]])).toMatchObject({
      sides: '1024x512',
      pixels: ['218,232,252,255'],
    });
  });

  it('says that a picture outside would be missing', async () => {
    expect(await draw(caseFile('img/external.svg'))).toEqual({
      sentence: '“a.svg” shows a picture that is not in the file (https://example.org/a.png); save it as PNG.',
    });
  });
});

describe('namespaces, references, damage', () => {
  const rectangle = '<rect width="8" height="4" fill="red"/>';
  const whole = (inside: string, attributes = 'xmlns="http://www.w3.org/2000/svg"') =>
    Buffer.from(`<svg ${attributes} width="8" height="4">${inside}</svg>`);

  it.each([
    [
      'a prefix of its own',
      '<s:svg xmlns:s="http://www.w3.org/2000/svg" width="8" height="4"><s:rect width="8" height="4" fill="red"/></s:svg>',
    ],
    [
      'the prefix svg',
      '<svg:svg xmlns:svg="http://www.w3.org/2000/svg" width="8" height="4"><svg:rect width="8" height="4" fill="red"/></svg:svg>',
    ],
    ['a shape used again', whole(`<defs><g id="a">${rectangle}</g></defs><use xlink:href="#a"/>`).toString()],
    ['another encoding', `<?xml version="1.0" encoding="ISO-8859-1"?>${whole(`<title>caf\xe9</title>${rectangle}`)}`],
    ['a reference in a comment', whole(`<!-- <image href="a.png"/> -->${rectangle}`).toString()],
    [
      'a picture inside',
      whole(
        `<image href="data:image/png;base64,${caseFile('img/onebit.png').toString('base64')}"/>${rectangle}`,
      ).toString(),
    ],
  ])('%s', async (_name, text) => {
    expect(await draw(Buffer.from(text, 'latin1'), [[0.5, 0.5]])).toEqual({ sides: '1024x512', pixels: [RED] });
  });

  it.each([
    ['cut off', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><rect')],
    ['cut off, packed', gzipSync(whole(rectangle)).subarray(0, 40)],
    ['HTML', Buffer.from('<!doctype html><html><body>404</body></html>')],
  ])('%s', async (_name, bytes) => {
    expect(await draw(bytes)).toEqual({ sentence: '“a.svg” is a damaged SVG file; save it again as PNG.' });
  });
});
