// What: an SVG file → a PNG of it, because the engine reads pixels only. As an <img>, an SVG runs no script and loads nothing from
// outside. Rejects with one sentence.
// Source: a canvas stays readable after an SVG with foreignObject (exports of diagrams.net, Mermaid) only where it comes from a data:
// address (Chromium, SVGImage::HasSingleSecurityOrigin).
import { PICTURE_TEXTS } from '../texts/pictures.ts';
import { pictureOutside, svgText, withNamespaces } from './svgText.ts';

const SIDE = 1024;

const dataAddress = (text: string) =>
  new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error!);
    reader.readAsDataURL(new Blob([text], { type: 'image/svg+xml' }));
  });

async function draw(text: string): Promise<Blob> {
  const image = new Image();
  image.src = await dataAddress(text);
  await image.decode();
  const [width, height] = [image.naturalWidth || SIDE, image.naturalHeight || SIDE];
  const scale = SIDE / Math.max(width, height);
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  const canvas = new OffscreenCanvas(side(width), side(height));
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: 'image/png' });
}

export async function rasteriseSvg(file: Blob, name: string): Promise<Blob> {
  let outside: string | null;
  try {
    const text = withNamespaces(await svgText(file));
    outside = pictureOutside(text);
    if (outside === null) return await draw(text);
  } catch (error) {
    throw new Error(PICTURE_TEXTS.damagedSvg(name), { cause: error });
  }
  throw new Error(PICTURE_TEXTS.svgOutside(name, outside));
}
