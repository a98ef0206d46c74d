// What: does an image file hold more than one frame? The policy sees the first one, so the page must not show a film.
// Source: GIF89a (image descriptors), APNG (acTL before IDAT), WebP (VP8X flag 0x02), AVIF image sequences ('avis').

const ascii = (bytes: Uint8Array, at: number, length: number) =>
  String.fromCharCode(...bytes.subarray(at, at + length));

export function isAnimated(bytes: Uint8Array): boolean {
  if (ascii(bytes, 0, 4) === 'GIF8') return gifFrames(bytes) > 1;
  if (ascii(bytes, 1, 3) === 'PNG') return hasAnimationChunk(bytes);
  if (ascii(bytes, 8, 8) === 'WEBPVP8X') return (bytes[20]! & 0x02) !== 0;
  return ascii(bytes, 4, 8) === 'ftypavis';
}

/** Frames, two at most: a block of control before each is usual but not needed. */
function gifFrames(bytes: Uint8Array): number {
  const colours = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  let found = 0;
  let at = 13 + colours(bytes[10] ?? 0);
  while (at < bytes.length && found < 2) {
    const kind = bytes[at];
    if (kind === 0x2c) {
      found += 1;
      at += 11 + colours(bytes[at + 9] ?? 0);
    } else if (kind === 0x21) at += 2;
    else break; // the end, or damage
    while (at < bytes.length && bytes[at] !== 0) at += bytes[at]! + 1; // blocks of data, closed by an empty one
    at += 1;
  }
  return found;
}

function hasAnimationChunk(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 8 <= bytes.length; at += 12 + view.getUint32(at)) {
    const kind = ascii(bytes, at + 4, 4);
    if (kind === 'acTL') return true;
    if (kind === 'IDAT') return false;
  }
  return false;
}
