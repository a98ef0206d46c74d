// What: the texts that part units: of each its length and up to 12 bytes, as src/4-rewards/textUnits.ts packs them. Needs `separators` of the
// kernel. Formula: byte k of separator s is bits 8·(k mod 4) of word 4·s + 1 + k/4. Units: bytes. Source: ours.

fn separatorByte(s: u32, k: u32) -> u32 {
  return (separators[s * 4u + 1u + k / 4u] >> (8u * (k & 3u))) & 255u;
}
