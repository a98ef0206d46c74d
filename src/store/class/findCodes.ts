// What: the result codes in any text: a chat, a mail with its quotes, a file. A code may be broken over lines and quoted; whatever stands around
// the codes is passed over.
import { CodeError, decodeParts, SUM_SIGNS } from './resultCode.ts';
import type { CodeFault, Result } from './resultCode.ts';

/** A class of a thousand sends less. Units: characters. */
export const MAX_TEXT = 2_000_000;
export const MAX_CODES = 2000;

export interface FoundCode {
  /** Counted from 1, of all codes of the text. */
  readonly number: number;
  /** As it stands there, its beginning. */
  readonly begins: string;
  readonly result: Result | null;
  readonly fault: CodeFault | null;
}

/** Signs of no width, line ends of quoted-printable mail, marks of quotes at the beginning of lines. */
const withoutMail = (text: string) =>
  text
    .replace(/[\u00AD\u200B-\u200F\u2060\uFEFF]/g, '')
    .replace(/=\r?\n/g, '')
    .replace(/^[ \t]*(?:[>|][ \t]*)+/gm, '');

const START = /(?<![0-9A-Za-z])RS(\d{1,3})[ \t]*\.(?=\s*[0-9A-Za-z])/gi;
const PARTS = new RegExp(`^([0-9A-Z\\s]*)\\.((?:\\s*[0-9A-Z]){0,${SUM_SIGNS}})`, 'i');

const together = (text: string) => text.replace(/\s+/g, '').toUpperCase();

export function findCodes(text: string): readonly FoundCode[] {
  const plain = withoutMail(text.slice(0, MAX_TEXT));
  const starts = [...plain.matchAll(START)].slice(0, MAX_CODES);
  return starts.map((start, i) => {
    const [head, version] = start;
    const rest = plain.slice(start.index + head.length, starts[i + 1]?.index);
    const [, body = '', sum = ''] = PARTS.exec(rest) ?? [];
    const begins = `${together(head)}${together(rest.slice(0, 20))
      .replace(/[^0-9A-Z].*$/, '')
      .slice(0, 6)}…`;
    try {
      const result = decodeParts(Number(version), together(body), together(sum));
      return { number: i + 1, begins, result, fault: null };
    } catch (error) {
      if (!(error instanceof CodeError)) throw error;
      return { number: i + 1, begins, result: null, fault: error.fault };
    }
  });
}
