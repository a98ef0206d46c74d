// What: single bytes of completions. Needs `completionBytes` and params.bytesPerRollout of the kernel.
// Tests use | and wrapping subtraction instead of || and &&: no branches, which software adapters compile slowly.
// Formula: byte i of rollout r = bits 8·(i mod 4) of word (r·bytesPerRollout + i)/4. Case folding is ASCII; UTF-8 passes.

fn byteAt(r: u32, i: u32) -> u32 {
  let at = r * params.bytesPerRollout + i;
  return (completionBytes[at / 4u] >> (8u * (at & 3u))) & 255u;
}

fn lowerByte(b: u32) -> u32 {
  return select(b, b + 32u, b - 65u < 26u);
}

// Space, tab, line feed, vertical tab, form feed, carriage return.
fn isSpace(b: u32) -> bool {
  return (b == 32u) | (b - 9u < 5u);
}

fn isDigit(b: u32) -> bool {
  return b - 48u < 10u;
}

// ASCII letters and digits, and every byte of a non-ASCII character.
fn isWordByte(b: u32) -> bool {
  return isDigit(b) | (lowerByte(b) - 97u < 26u) | (b >= 128u);
}
