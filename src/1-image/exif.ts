// What: the orientation that an EXIF block gives, 1 where it gives none. As Chromium reads it: the first valid entry 0x0112 of
// the first directory counts, and an entry that is not one SHORT of 1…8 is passed over.
// Source: TIFF 6.0, section 2 (directories of 12-byte entries); Exif 2.32, 4.6.4 (Orientation).

const ORIENTATION = 0x0112;
const SHORT = 3;

/** `block` begins with II or MM. A damaged one does not make the picture unreadable: then nothing is turned. */
export function exifOrientation(block: Uint8Array): number {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  if (block.length < 8) return 1;
  const little = block[0] === 0x49;
  if (block[0] !== block[1] || (!little && block[0] !== 0x4d) || view.getUint16(2, little) !== 42) return 1;
  const directory = view.getUint32(4, little);
  if (directory + 2 > block.length) return 1;
  const count = view.getUint16(directory, little);
  for (let i = 0, at = directory + 2; i < count && at + 12 <= block.length; i++, at += 12) {
    if (view.getUint16(at, little) !== ORIENTATION || view.getUint16(at + 2, little) !== SHORT) continue;
    const value = view.getUint16(at + 8, little);
    if (view.getUint32(at + 4, little) === 1 && value >= 1 && value <= 8) return value;
  }
  return 1;
}
