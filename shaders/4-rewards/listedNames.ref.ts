// What: twin of listedNames.wgsl, by the authors' expressions.
import { BLANK, stripped } from './unicode.ref.ts';

const ANY = /\[([^\n]*?)\]/g;
const CAPITALS = new RegExp(`\\[[${BLANK}]*([A-Z,${BLANK}]*)[${BLANK}]*\\]`, 'g');

/** The items of the last list, without white space at their ends; null where there is none. */
export function lastList(text: string, capitals: boolean): string[] | null {
  const found = [...text.matchAll(capitals ? CAPITALS : ANY)].at(-1);
  return found ? found[1]!.split(',').map(stripped) : null;
}
