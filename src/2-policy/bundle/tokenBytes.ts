// What: the bytes of every token, so that completions can be read on the GPU as bytes.
// Formula: byte-level BPE writes byte b as the character c(b): printable Latin-1 as itself, the others as U+0100 + n.
// Shapes: token v owns bytes[offsets[v] … offsets[v+1]), offsets (V + 1); special tokens are empty.
// Source: GPT-2, encoder.py, bytes_to_unicode; SentencePiece byte fallback <0xNN> and U+2581 for a space.

export interface TokenBytes {
  readonly offsets: Uint32Array;
  readonly bytes: Uint8Array;
}

export interface VocabularyEntry {
  readonly text: string;
  readonly kind: 'model' | 'added' | 'special';
}

function byteOfCharacter(): Map<string, number> {
  const map = new Map<string, number>();
  let extra = 0;
  for (let byte = 0; byte < 256; byte++) {
    const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
    map.set(String.fromCharCode(printable ? byte : 256 + extra++), byte);
  }
  return map;
}

export function makeTokenBytes(entries: readonly (VocabularyEntry | undefined)[], byteLevel: boolean): TokenBytes {
  const map = byteOfCharacter();
  const encoder = new TextEncoder();
  const bytesOf = (entry: VocabularyEntry | undefined): ArrayLike<number> => {
    if (!entry || entry.kind === 'special') return [];
    if (entry.kind === 'added') return encoder.encode(entry.text);
    if (byteLevel) return [...entry.text].flatMap((character) => map.get(character) ?? [...encoder.encode(character)]);
    const fallback = /^<0x([0-9A-F]{2})>$/.exec(entry.text);
    return fallback ? [parseInt(fallback[1]!, 16)] : encoder.encode(entry.text.replaceAll('\u2581', ' '));
  };
  const pieces = entries.map(bytesOf);
  const offsets = new Uint32Array(pieces.length + 1);
  pieces.forEach((piece, v) => (offsets[v + 1] = offsets[v]! + piece.length));
  const bytes = new Uint8Array(offsets[pieces.length]!);
  pieces.forEach((piece, v) => bytes.set(piece, offsets[v]));
  return { offsets, bytes };
}
