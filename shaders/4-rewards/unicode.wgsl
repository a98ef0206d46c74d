// What: characters of a UTF-8 text: white space at its ends, and letters in lower case beyond ASCII, as the text functions of
// Python have them. Needs 4-rewards/prelude. Twin: unicode.ref.ts.
// Formula: white space as str.strip takes it. Lower case: Latin-1, Latin Extended-A, Greek and Cyrillic; other letters stay as
// they are. A byte that begins no character counts as one.
// Source: The Unicode Standard, UnicodeData.txt.

// Code point and number of bytes of the character at byte k.
fn charAt(text: Text, k: u32) -> vec2u {
  let lead = textByte(text, k);
  let length = select(select(select(1u, 2u, lead >= 192u), 3u, lead >= 224u), 4u, lead >= 240u);
  if (length == 1u || k + length > text.length) { return vec2u(lead, 1u); }
  var point = lead & (255u >> (length + 1u));
  for (var i = 1u; i < length; i++) { point = point * 64u + (textByte(text, k + i) & 63u); }
  return vec2u(point, length);
}

fn isBlank(c: u32) -> bool {
  return (c == 32u) | (c - 9u < 5u) | (c - 28u < 4u) | (c == 0x85u) | (c == 0xa0u) | (c == 0x1680u) | (c - 0x2000u < 11u)
    | (c - 0x2028u < 2u) | (c == 0x202fu) | (c == 0x205fu) | (c == 0x3000u);
}

// Without white space at both ends.
fn stripped(text: Text) -> Text {
  var first = text.length;
  var end = 0u;
  for (var k = 0u; k < text.length; ) {
    let c = charAt(text, k);
    if (!isBlank(c.x)) {
      first = min(first, k);
      end = k + c.y;
    }
    k += c.y;
  }
  return Text(text.origin, text.rollout, text.first + min(first, end), end - min(first, end));
}

fn lowerChar(c: u32) -> u32 {
  if (c < 0xc0u) { return lowerByte(c); }
  if (c < 0xdfu) { return select(c + 32u, c, c == 0xd7u); }
  if (c < 0x100u) { return c; }
  // Pairs: the capital has the even number, and in two stretches the odd one.
  let evenPair = (c < 0x138u && c != 0x130u) | (c - 0x14au < 46u) | (c - 0x460u < 34u) | (c - 0x48au < 54u) | (c - 0x4d0u < 96u);
  if (evenPair) { return c | 1u; }
  if ((c - 0x139u < 16u) | (c - 0x179u < 6u)) { return c + (c & 1u); }
  if (c == 0x178u) { return 0xffu; }
  if ((c - 0x391u < 27u) & (c != 0x3a2u)) { return c + 32u; }
  if (c - 0x388u < 3u) { return c + 37u; }
  if (c == 0x386u) { return 0x3acu; }
  if (c == 0x38cu) { return 0x3ccu; }
  if (c - 0x38eu < 2u) { return c + 63u; }
  if (c - 0x410u < 32u) { return c + 32u; }
  if (c - 0x400u < 16u) { return c + 80u; }
  return c;
}

// Equal, with `lower` also where only the case differs.
fn sameChars(a: Text, b: Text, lower: bool) -> bool {
  var i = 0u;
  var j = 0u;
  while (i < a.length && j < b.length) {
    let own = charAt(a, i);
    let other = charAt(b, j);
    if (own.x != other.x && !(lower && lowerChar(own.x) == lowerChar(other.x))) { return false; }
    i += own.y;
    j += other.y;
  }
  return i == a.length && j == b.length;
}
