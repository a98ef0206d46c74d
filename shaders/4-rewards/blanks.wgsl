// What: white space of every script around and in a text. Needs 4-rewards/letters.
// Formula: a character is white space as Python's \s and str.strip() have it. Twin: letters.ref.ts.
// Source: Python 3: \s of re, str.strip.

// First byte at or behind `start` that is no white space; the length of the text where there is none.
fn behindBlanks(text: Text, start: u32) -> u32 {
  var k = start;
  while (k < text.length) {
    let own = charAt(text, k);
    if (!isSpaceCode(own.code)) { break; }
    k += own.length;
  }
  return k;
}

// Without white space at both ends.
fn stripped(text: Text) -> Text {
  let first = behindBlanks(text, 0u);
  var end = text.length;
  while (end > first) {
    let own = charBefore(text, end);
    if (!isSpaceCode(own.code)) { break; }
    end -= own.length;
  }
  return Text(text.origin, text.rollout, text.first + first, end - first);
}
