// What: single bytes of completions. Needs `completionBytes` and params.bytesPerRollout of the kernel.
// Formula: byte i of rollout r = bits 8·(i mod 4) of word (r·bytesPerRollout + i)/4. Case folding is ASCII; UTF-8 passes.

fn byteAt(r: u32, i: u32) -> u32 {
  let at = r * params.bytesPerRollout + i;
  return (completionBytes[at / 4u] >> (8u * (at & 3u))) & 255u;
}

fn lowerByte(b: u32) -> u32 {
  return select(b, b + 32u, b >= 65u && b <= 90u);
}

// Space, tab, line feed, vertical tab, form feed, carriage return.
fn isSpace(b: u32) -> bool {
  return b == 32u || (b >= 9u && b <= 13u);
}

fn isDigit(b: u32) -> bool {
  return b >= 48u && b <= 57u;
}

// ASCII letters and digits, and every byte of a non-ASCII character.
fn isWordByte(b: u32) -> bool {
  let lower = lowerByte(b);
  return isDigit(b) || (lower >= 97u && lower <= 122u) || b >= 128u;
}
