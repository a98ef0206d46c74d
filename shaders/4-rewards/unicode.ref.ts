// What: twin of unicode.wgsl, by the text functions of the language.
import type { Bytes } from './prelude.ref.ts';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
export const textOf = (bytes: Bytes): string => decoder.decode(bytes);

/** What str.strip of Python takes away, as a set in a regular expression. */
export const BLANK = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const EDGES = new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, 'g');
export const stripped = (text: string): string => text.replace(EDGES, '');
