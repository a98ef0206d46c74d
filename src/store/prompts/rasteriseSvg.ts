// What: an SVG file → a PNG of it, because the engine reads pixels only. As an <img>, an SVG runs no script and loads nothing from
// outside. Rejects with one sentence.
// Source: a canvas stays readable after an SVG with foreignObject (exports of diagrams.net, Mermaid) only where it comes from a data:
// address (Chromium, SVGImage::HasSingleSecurityOrigin).
import { gunzip } from '../../9-curves/gzip.ts';
import { PICTURE_TEXTS } from '../texts/pictures.ts';

const SIDE = 1024;
const MAX_UNPACKED = 100e6;
const SVG = 'http://www.w3.org/2000/svg';
const XLINK = 'http://www.w3.org/1999/xlink';

/** .svgz is an SVG in gzip. */
async function textOf(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const text = packed ? await gunzip(bytes, MAX_UNPACKED) : bytes;
  const utf16 =
    text[0] === 0xff && text[1] === 0xfe ? 'utf-16le' : text[0] === 0xfe && text[1] === 0xff ? 'utf-16be' : null;
  const said = /^<\?xml[^>]*encoding\s*=\s*["']([\w-]+)/.exec(new TextDecoder().decode(text.subarray(0, 200)))?.[1];
  return new TextDecoder(utf16 ?? said ?? 'utf-8').decode(text);
}

/** Cut out of a web page, an <svg> has no namespaces; alone it is a picture only with them. */
function withNamespaces(text: string): string {
  const start = /<svg(?=[\s/>])/;
  const [tag = ''] = new RegExp(`${start.source}[^>]*`).exec(text) ?? [];
  const lacks = (name: string) => !new RegExp(`\\s${name}\\s*=`).test(tag);
  const own = lacks('xmlns') ? ` xmlns="${SVG}"` : '';
  const links = /\sxlink:/.test(text) && lacks('xmlns:xlink') ? ` xmlns:xlink="${XLINK}"` : '';
  return text.replace(start, `<svg${own}${links}`).replace(/^<\?xml[^>]*\?>/, '');
}

/** The first picture that lies somewhere else, and so would be missing. No parser: its styles would offend the page's CSP. */
function pictureOutside(text: string): string | null {
  const shown = text.replace(/<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>/g, '');
  const shapes = shown.matchAll(/<(?:[\w-]+:)?(?:image|feImage|use)\s([^>]*)>/g);
  const addresses = [...shapes].map(([, attributes]) => {
    const [, double, single] = /(?:^|\s)(?:[\w-]+:)?href\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(attributes!) ?? [];
    return double ?? single ?? '';
  });
  return addresses.find((address) => !/^\s*(#|data:|$)/i.test(address)) ?? null;
}

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
    const text = withNamespaces(await textOf(file));
    outside = pictureOutside(text);
    if (outside === null) return await draw(text);
  } catch (error) {
    throw new Error(PICTURE_TEXTS.damagedSvg(name), { cause: error });
  }
  throw new Error(PICTURE_TEXTS.svgOutside(name, outside));
}
