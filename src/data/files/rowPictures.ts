// What: the picture cell of a row → named images: a path, the picture itself as bytes, base64 or a data address, or a list of those, as
// Hugging Face's Image feature ({bytes, path}), verl ({image}) and OpenAI's messages ({url}) write it.
import { isRecord, parseJson } from '../dataPrompt.ts';
import type { NamedImage } from './importer.ts';

const KINDS: readonly (readonly [start: string, ending: string])[] = [
  ['/9j/', 'jpg'],
  ['iVBORw0KGgo', 'png'],
  ['R0lGOD', 'gif'],
  ['UklGR', 'webp'],
  ['Qk', 'bmp'],
];
/** A base64 text this long is no path. */
const LONGEST_PATH = 256;

function decoded(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(base64.replaceAll(/\s/g, '')), (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
}

const nameOf = (path: unknown, ending: string) =>
  typeof path === 'string' && path !== '' ? path.split(/[\\/]/).at(-1)! : `picture.${ending}`;

function fromBase64(text: string, path: unknown): NamedImage | null {
  const bytes = decoded(text);
  const ending = KINDS.find(([start]) => text.startsWith(start))?.[1] ?? 'png';
  return bytes && { name: nameOf(path, ending), content: new Blob([bytes]) };
}

const isBase64 = (text: string) => text.length > LONGEST_PATH && /^[A-Za-z0-9+/\s]+(?:=+\s*)?$/.test(text);

function fromText(text: string, path?: unknown): NamedImage | null {
  const address = /^data:image\/([a-z+]+)(?:;[^,]*)?;base64,([\s\S]*)$/i.exec(text);
  if (address) return fromBase64(address[2]!, path ?? `picture.${address[1]!.toLowerCase().replace('jpeg', 'jpg')}`);
  if (text.startsWith('data:')) return null;
  return isBase64(text) ? fromBase64(text, path) : text;
}

function fromBytes(bytes: unknown, path: unknown): NamedImage | null {
  if (typeof bytes === 'string') return fromBase64(bytes, path);
  if (bytes instanceof Uint8Array) return { name: nameOf(path, 'png'), content: new Blob([new Uint8Array(bytes)]) };
  return null;
}

/** null where it is no picture; [] where the cell is empty. */
export function picturesOf(cell: unknown): readonly NamedImage[] | null {
  if (cell === undefined || cell === null || cell === '') return [];
  if (typeof cell === 'string') {
    const list = /^\s*\[/.test(cell) ? parseJson(cell) : undefined;
    if (list !== undefined) return picturesOf(list);
    const one = fromText(cell.trim());
    return one === null ? null : [one];
  }
  if (Array.isArray(cell)) {
    const all = cell.map(picturesOf);
    return all.every((one) => one !== null) ? all.flat() : null;
  }
  if (cell instanceof Uint8Array) return [fromBytes(cell, undefined)!];
  if (!isRecord(cell)) return null;
  const { bytes, path } = cell;
  if (bytes !== undefined && bytes !== null) {
    const one = fromBytes(bytes, path);
    return one === null ? null : [one];
  }
  const further = path ?? cell['image'] ?? cell['url'] ?? cell['image_url'] ?? cell['file_name'];
  return further === undefined || further === null ? null : picturesOf(further);
}
