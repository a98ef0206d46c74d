// What: bytes as text that needs no escaping in an address: A–Z a–z 0–9 - _ without padding.
// Source: RFC 4648 §5.
import { FormatError } from '../../9-curves/gzip.ts';
import { RECORD_TEXTS } from '../texts/records.ts';

/** Spread over an argument list; more would overflow the stack. */
const CHUNK = 8192;

export function toBase64url(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) throw new FormatError(RECORD_TEXTS.cutOff);
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}
