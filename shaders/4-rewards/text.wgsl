// What: pieces of text, of the completion or of the truth, and how they are compared. Needs 4-rewards/prelude.
// Formula: byte for byte; "folded" = ASCII letters in lower case; UTF-8 passes through unchanged.
// Source: DESIGN §3.

struct Text {
  // 0 = completion, 1 = truth.
  origin: u32,
  rollout: u32,
  // Bytes from the start of the completion, or of the whole buffer `truth`.
  first: u32,
  length: u32,
}

fn textByte(text: Text, k: u32) -> u32 {
  let i = text.first + k;
  return select((truth[i / 4u] >> (8u * (i & 3u))) & 255u, byteAt(text.rollout, i), text.origin == 0u);
}

fn isPunctuation(b: u32) -> bool {
  return (b == 46u) | (b == 44u) | (b == 33u) | (b == 63u) | (b == 34u) | (b == 39u) | (b - 58u < 2u);
}

// Without white space at both ends; with `punctuation` also without . , ! ? " ' : ; there.
fn trimmed(text: Text, punctuation: bool) -> Text {
  var first = 0u;
  var end = text.length;
  while (first < end && isEdge(textByte(text, first), punctuation)) { first++; }
  while (end > first && isEdge(textByte(text, end - 1u), punctuation)) { end--; }
  return Text(text.origin, text.rollout, text.first + first, end - first);
}

fn isEdge(b: u32, punctuation: bool) -> bool {
  return isSpace(b) | (punctuation & isPunctuation(b));
}

fn bytesEqual(a: Text, b: Text) -> bool {
  if (a.length != b.length) { return false; }
  for (var k = 0u; k < a.length; k++) {
    if (textByte(a, k) != textByte(b, k)) { return false; }
  }
  return true;
}

fn bytesEqualFolded(a: Text, b: Text) -> bool {
  if (a.length != b.length) { return false; }
  for (var k = 0u; k < a.length; k++) {
    if (lowerByte(textByte(a, k)) != lowerByte(textByte(b, k))) { return false; }
  }
  return true;
}

// Whether the needle stands in the text as whole words, folded. An empty needle stands nowhere.
fn contains(text: Text, needle: Text) -> bool {
  if (needle.length == 0u) { return false; }
  for (var start = 0u; start + needle.length <= text.length; start++) {
    let end = start + needle.length;
    if (start > 0u && isWordByte(textByte(text, start - 1u)) && isWordByte(textByte(needle, 0u))) { continue; }
    let next = select(32u, textByte(text, min(end, text.length - 1u)), end < text.length);
    if (isWordByte(next) && isWordByte(textByte(needle, needle.length - 1u))) { continue; }
    if (bytesEqualFolded(Text(text.origin, text.rollout, text.first + start, needle.length), needle)) { return true; }
  }
  return false;
}

// The part of a comma separated text that starts at byte `first`, untrimmed; its length runs to the next comma or the end.
fn itemAt(text: Text, first: u32) -> Text {
  var end = first;
  while (end < text.length && textByte(text, end) != 44u) { end++; }
  return Text(text.origin, text.rollout, text.first + first, end - first);
}
