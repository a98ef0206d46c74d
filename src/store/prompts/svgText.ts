// What: the text of an SVG file, made ready to be drawn alone, and whether it is one. Linear in the length of the text whatever stands in it:
// a file of a stranger's must not hang the page.
import { rootName } from '../../data/files/rootName.ts';
import { FormatError, gunzip } from '../../9-curves/gzip.ts';

const MAX_UNPACKED = 100e6;
const SVG = 'http://www.w3.org/2000/svg';
const XLINK = 'http://www.w3.org/1999/xlink';

function decoderOf(name: string): TextDecoder {
  try {
    return new TextDecoder(name);
  } catch {
    throw new FormatError(`its encoding ${name} is not known`);
  }
}

/** .svgz is an SVG in gzip. Throws a FormatError. */
export async function svgText(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const text = packed ? await gunzip(bytes, MAX_UNPACKED) : bytes;
  const utf16 =
    text[0] === 0xff && text[1] === 0xfe ? 'utf-16le' : text[0] === 0xfe && text[1] === 0xff ? 'utf-16be' : null;
  const said = /^<\?xml[^>]*?encoding\s*=\s*["']([\w-]+)/.exec(new TextDecoder().decode(text.subarray(0, 200)))?.[1];
  return decoderOf(utf16 ?? said ?? 'utf-8').decode(text);
}

/** Where a part that opens at `at` ends; −1 = it has no end. */
function endOf(text: string, at: number, end: string): number {
  const found = text.indexOf(end, at);
  return found < 0 ? -1 : found + end.length;
}

/** Does a file of this beginning hold an SVG, whatever it is called? */
export const beginsAsSvg = (text: string): boolean => rootName(text) === 'svg';

/** Cut out of a web page, an <svg> has no namespaces; alone it is a picture only with them. */
export function withNamespaces(text: string): string {
  const start = /<svg(?=[\s/>])/;
  const [tag = ''] = new RegExp(`${start.source}[^>]*`).exec(text) ?? [];
  const lacks = (name: string) => !new RegExp(`\\s${name}\\s*=`).test(tag);
  const own = lacks('xmlns') ? ` xmlns="${SVG}"` : '';
  const links = /\sxlink:/.test(text) && lacks('xmlns:xlink') ? ` xmlns:xlink="${XLINK}"` : '';
  return text.replace(start, `<svg${own}${links}`).replace(/^<\?xml[^>]*\?>/, '');
}

const HIDDEN = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
] as const;

/** Without comments and character data. One without an end hides nothing: the browser will refuse the file. */
function shownParts(text: string): string {
  const shown: string[] = [];
  let from = 0;
  const open = new Set(HIDDEN.map(([start]) => start));
  for (let at = text.indexOf('<!'); at >= 0; at = text.indexOf('<!', at)) {
    const part = HIDDEN.find(([start]) => open.has(start) && text.startsWith(start, at));
    const end = part ? endOf(text, at + part[0].length, part[1]) : -1;
    if (part && end < 0) open.delete(part[0]); // nor has any behind it
    if (end < 0) at += 2;
    else {
      shown.push(text.slice(from, at));
      from = at = end;
    }
  }
  return shown.join('') + text.slice(from);
}

const HREF = /(?:^|\s)(?:[\w-]+:)?href\s*=\s*(?:"([^"]*)"|'([^']*)')/;

/** The first picture that lies somewhere else, and so would be missing. No parser: its styles would offend the page's CSP. */
export function pictureOutside(text: string): string | null {
  const shown = shownParts(text);
  for (const { index, 0: start } of shown.matchAll(/<(?:[\w-]+:)?(?:image|feImage|use)\s/g)) {
    const end = shown.indexOf('>', index + start.length);
    if (end < 0) return null;
    const [, double, single] = HREF.exec(shown.slice(index + start.length, end)) ?? [];
    const address = double ?? single ?? '';
    if (!/^\s*(#|data:|$)/i.test(address)) return address;
  }
  return null;
}
