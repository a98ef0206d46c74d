// What: the bytes of a text file → its text. A byte order mark decides; without one it is UTF-16 where every other byte of the first letter is
// zero (JSON and CSV begin with an ASCII letter), else UTF-8, else what Western Windows wrote before UTF-8.
// Source: RFC 4627, section 3 (the zeros of UTF-16); https://encoding.spec.whatwg.org.

export interface DecodedText {
  readonly text: string;
  /** Letters that were guessed are worth a sentence. */
  readonly doubt: 'windows-1252' | 'damaged' | null;
}

const REPLACED = '\ufffd';
const startsWith = (bytes: Uint8Array, ...mark: readonly number[]) => mark.every((byte, i) => bytes[i] === byte);

function utf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const [first, second] = bytes;
  if (startsWith(bytes, 0xff, 0xfe) || (second === 0 && first! > 0)) return 'utf-16le';
  return startsWith(bytes, 0xfe, 0xff) || (first === 0 && second! > 0) ? 'utf-16be' : null;
}

/** What Windows has at 0x80…0x9f. TextDecoder knows it, but Node 20 reads controls there. */
const WINDOWS = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';
const fromWindows = (bytes: Uint8Array) =>
  new TextDecoder('windows-1252')
    .decode(bytes)
    .replace(/[\x80-\x9f]/g, (control) => WINDOWS[control.charCodeAt(0) - 0x80]!);

const count = (text: string, what: RegExp) => text.match(what)?.length ?? 0;

export function decodeText(bytes: Uint8Array): DecodedText {
  const wide = utf16(bytes);
  if (wide) return { text: new TextDecoder(wide).decode(bytes), doubt: null };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), doubt: null };
  } catch {
    // Not UTF-8 as a whole: damaged in a few places (cut inside a letter), or of another kind throughout?
    const text = new TextDecoder().decode(bytes);
    const broken = count(text, new RegExp(REPLACED, 'g'));
    const whole = count(text, /[^\0-\x7f\ufffd]/gu);
    if (whole >= broken || (broken === 1 && text.endsWith(REPLACED))) return { text, doubt: 'damaged' };
    return { text: fromWindows(bytes), doubt: 'windows-1252' };
  }
}
