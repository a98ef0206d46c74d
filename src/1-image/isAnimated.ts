// What: does an image file hold more than one frame? The policy sees the first one, so the page must not show a film.
// Source: GIF89a (graphic control extension), APNG (acTL before IDAT), WebP (VP8X flag 0x02), AVIF image sequences ('avis').

const ascii = (bytes: Uint8Array, at: number, length: number) =>
  String.fromCharCode(...bytes.subarray(at, at + length));

export function isAnimated(bytes: Uint8Array): boolean {
  if (ascii(bytes, 0, 4) === 'GIF8') return countControls(bytes) > 1;
  if (ascii(bytes, 1, 3) === 'PNG') return hasAnimationChunk(bytes);
  if (ascii(bytes, 8, 8) === 'WEBPVP8X') return (bytes[20]! & 0x02) !== 0;
  return ascii(bytes, 4, 8) === 'ftypavis';
}

/** 21 F9 04 opens the control block of a frame; two of them are enough. */
function countControls(bytes: Uint8Array): number {
  let found = 0;
  for (let at = 0; at + 2 < bytes.length && found < 2; at++) {
    if (bytes[at] === 0x21 && bytes[at + 1] === 0xf9 && bytes[at + 2] === 0x04) found++;
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
