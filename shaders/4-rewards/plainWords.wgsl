// What: words of a text: runs of a–z and 0–9 in lower case; all else parts them. In a JSON string escapes are read. Needs
// 4-rewards/prelude, 4-rewards/unicode and 4-rewards/json.
// Formula: first byte, and end, of the run at or behind byte k. Source: ours, for DocThinker (arXiv 2508.08589).

fn isPlainLetter(c: u32) -> bool {
  return (c - 48u < 10u) | (c - 97u < 26u);
}

// x = first byte, y = end; equal where there is none. The letter K of the Kelvin sign and the like are no matter here.
fn plainWord(text: Text, k: u32, escapes: bool) -> vec2u {
  var place = vec2u(text.length, k);
  while (place.y < text.length) {
    let c = jsonChar(text, place.y, escapes);
    let inside = isPlainLetter(lowerByte(c.x));
    if (!inside && place.x < text.length) { break; }
    if (inside) { place.x = min(place.x, place.y); }
    place.y += c.y;
  }
  return vec2u(min(place.x, place.y), place.y);
}

fn isSameWord(a: Text, own: vec2u, aEscapes: bool, b: Text, other: vec2u) -> bool {
  var i = own.x;
  var j = other.x;
  while (i < own.y && j < other.y) {
    let c = jsonChar(a, i, aEscapes);
    if (lowerByte(c.x) != lowerByte(textByte(b, j))) { return false; }
    i += c.y;
    j++;
  }
  return i >= own.y && j >= other.y;
}

// Share of the words of `text`, doubles counted, that do not stand in `known`; −1 where it has no word.
fn newWordShare(text: Text, escapes: bool, known: Text) -> f32 {
  var words = 0.0;
  var fresh = 0.0;
  var k = 0u;
  while (k < text.length) {
    let own = plainWord(text, k, escapes);
    k = own.y;
    if (own.x == own.y) { break; }
    words += 1.0;
    var found = false;
    var j = 0u;
    while (j < known.length && !found) {
      let other = plainWord(known, j, false);
      found = other.x < other.y && isSameWord(text, own, escapes, known, other);
      j = other.y;
    }
    fresh += select(1.0, 0.0, found);
  }
  if (words == 0.0) { return -1.0; }
  return fresh / words;
}
