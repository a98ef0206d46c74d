// What: twin of stationName.wgsl, by regular expressions over bytes as characters.
import type { Bytes } from './prelude.ref.ts';

const LONGEST = 128;
const BRACKETS = /(?:\(|\xef\xbc\x88)(?:(?!\)|\xef\xbc\x89).)*(?:\)|\xef\xbc\x89)/gs;

/** One round of the authors' cleaning. */
const cleaned = (name: string): string =>
  name
    .replaceAll('Metro', '')
    .replaceAll('metro', '')
    .replace(/[,*'\n]/g, '')
    .replaceAll('road', 'lu')
    .replaceAll('Road', 'lu')
    .replaceAll('Station', '')
    .replaceAll('station', '')
    .replace(/\xe7\xab\x99$/, '')
    .replace(BRACKETS, '')
    .replace(/[ \t-\r-]/g, '')
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Of a true name; null where it is too long to be one. */
export const trueName = (name: Bytes): string | null =>
  name.length > LONGEST ? null : cleaned(String.fromCharCode(...name));

/** Of a written name, which is cleaned twice. */
export function writtenName(name: string | null): string | null {
  return name === null || name.length > LONGEST ? null : cleaned(cleaned(name));
}
