// What: bytes ↔ text in 32 signs that survive being retyped, in capitals or not: no I, L, O, U. A QR code holds such text in fewer dots than
// any text with small letters.
// Source: Crockford, Base 32 (without its check sign and hyphens).

const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Signs that are read as the one that they look like. */
const LIKE: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };

export function toBase32(bytes: Uint8Array): string {
  let [text, held, bits] = ['', 0, 0];
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += SIGNS[(held >> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + SIGNS[(held << (5 - bits)) & 31]! : text;
}

/** null where a sign is none of the 32, or where no bytes are written so. */
export function fromBase32(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let [at, held, bits] = [0, 0, 0];
  for (const letter of text.toUpperCase()) {
    const value = SIGNS.indexOf(LIKE[letter] ?? letter);
    if (value < 0) return null;
    held = (held << 5) | value;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = held >> bits;
    held &= (1 << bits) - 1;
  }
  return bits < 5 && held === 0 && at === bytes.length ? bytes : null;
}
