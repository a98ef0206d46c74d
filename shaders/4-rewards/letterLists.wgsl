// What: texts compared by their sorted parts, as code does that sorts a name where it means to sort a list of names. Needs 4-rewards/prelude.
// Formula: the parts of ["a", "bc"] are a and bc (no escapes), those of any other text its characters. Two texts are alike if they have the same parts
// equally often. A listed truth is met if it is a list, its parts are in order, byte by byte, and they are those of the text.
// Twin: letterLists.ref.ts. Source: sorted() of Python 3 in UniDoc-RL (deepglint/UniDoc-RL), reward_manager/rm.py: ndcg.

struct Part {
  text: Text,
  // First byte behind it; 0 where no part is left.
  next: u32,
}

fn isPartList(text: Text) -> bool {
  return text.length > 0u && textByte(text, 0u) == 91u;
}

fn partFrom(text: Text, start: u32) -> Part {
  var first = start;
  var end = start;
  if (isPartList(text)) {
    while (first < text.length && textByte(text, first) != 34u) { first++; }
    first++;
    end = first;
    while (end < text.length && textByte(text, end) != 34u) { end++; }
    if (end >= text.length) { return Part(text, 0u); }
  } else {
    if (first >= text.length) { return Part(text, 0u); }
    end++;
    while (end < text.length && (textByte(text, end) & 0xc0u) == 0x80u) { end++; }
  }
  let part = Text(text.origin, text.rollout, text.first + first, end - first);
  return Part(part, end + select(0u, 1u, isPartList(text)));
}

// How often that part is in each of the two. One call for both, here and below: software adapters compile every call anew.
fn countPart(a: Text, b: Text, wanted: Text) -> vec2u {
  var found = vec2u(0u);
  for (var side = 0u; side < 2u; side++) {
    var text = a;
    if (side == 1u) { text = b; }
    for (var at = 0u; ; ) {
      let part = partFrom(text, at);
      if (part.next == 0u) { break; }
      at = part.next;
      found[side] += select(0u, 1u, bytesEqual(part.text, wanted));
    }
  }
  return found;
}

// Whether a comes in front of b.
fn isBefore(a: Text, b: Text) -> bool {
  for (var k = 0u; k < min(a.length, b.length); k++) {
    if (textByte(a, k) != textByte(b, k)) { return textByte(a, k) < textByte(b, k); }
  }
  return a.length < b.length;
}

// Whether the two are alike, or, with listed, whether `own` meets the other one.
fn partsAgree(own: Text, other: Text, listed: bool) -> bool {
  if (listed && !isPartList(other)) { return false; }
  for (var side = 0u; side < 2u; side++) {
    var text = other;
    if (side == 1u) { text = own; }
    var before = Text(text.origin, text.rollout, text.first, 0u);
    for (var at = 0u; ; ) {
      let part = partFrom(text, at);
      if (part.next == 0u) { break; }
      at = part.next;
      let counts = countPart(own, other, part.text);
      let isBehind = listed && side == 0u && isBefore(part.text, before);
      if (counts.x != counts.y || isBehind) { return false; }
      before = part.text;
    }
  }
  return true;
}
