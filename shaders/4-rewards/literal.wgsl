// What: a fixed text of up to 32 bytes, four to a word, at a place of a text and anywhere in it, byte for byte. Needs 4-rewards/prelude.
// Formula: byte k of the literal is bits 8·(k mod 4) of word k/4. Source: str.count and the operator in of Python.

fn literalAt(text: Text, i: u32, low: vec4u, high: vec4u, length: u32) -> bool {
  if (i + length > text.length) { return false; }
  var k = 0u;
  while (k < length) {
    let word = select(low[(k / 4u) & 3u], high[(k / 4u) & 3u], k >= 16u);
    if (textByte(text, i + k) != ((word >> (8u * (k & 3u))) & 255u)) { return false; }
    k++;
  }
  return true;
}

// How often it stands in the text, and the first byte behind the last one.
fn literalCount(text: Text, low: vec4u, high: vec4u, length: u32) -> vec2u {
  var found = vec2u(0u);
  for (var i = 0u; i + length <= text.length; i++) {
    if (!literalAt(text, i, low, high, length)) { continue; }
    found = vec2u(found.x + 1u, i + length);
    i += length - 1u;
  }
  return found;
}

// Characters of a UTF-8 text.
fn characterCount(text: Text) -> u32 {
  var count = 0u;
  for (var k = 0u; k < text.length; k++) { count += select(0u, 1u, (textByte(text, k) & 0xc0u) != 0x80u); }
  return count;
}
