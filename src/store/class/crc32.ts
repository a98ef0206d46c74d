// What: the checksum of a result code.
// Formula: CRC-32 (polynomial 0x04C11DB7 reflected, start and end inverted), as in zip and PNG.

export function crc32(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
  }
  return ~rest >>> 0;
}
