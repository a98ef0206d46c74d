// What: the first answer block of a text, of the completion or of the truth, as published code finds it with the expression
// <answer>(.*?)</answer>. Needs 4-rewards/prelude. Twin: expressions in the .ref.ts files that use it.
// Formula: the first <answer> that a </answer> follows, up to the first one. With oneLine the dot does not match a line break: both
// must stand on one line, and blocks that do not are passed over.
// Source: accuracy rewards of open-r1 and its kin.

struct PlainAnswer {
  found: bool,
  // Between the tags; the whole text where there is none.
  text: Text,
}

// Byte k of </answer>, four to a word: arrays of constants make software adapters slow.
fn answerTagByte(k: u32) -> u32 {
  let word = select(select(0x3eu, 0x72657773u, k < 8u), 0x6e612f3cu, k < 4u);
  return (word >> (8u * (k & 3u))) & 255u;
}

// Whether <answer> (skipped = 1) or </answer> (skipped = 0) stands at byte i.
fn isAnswerTag(text: Text, i: u32, skipped: u32) -> bool {
  if (i + 9u - skipped > text.length || textByte(text, i) != 60u) { return false; }
  var k = 1u + skipped;
  while (k < 9u && textByte(text, i + k - skipped) == answerTagByte(k)) { k++; }
  return k == 9u;
}

fn plainAnswer(text: Text, oneLine: bool) -> PlainAnswer {
  // First byte behind an open tag; 0 = none is open.
  var open = 0u;
  for (var i = 0u; i < text.length; i++) {
    let b = textByte(text, i);
    if (b == 10u && oneLine) { open = 0u; }
    if (b != 60u) { continue; }
    let closes = select(0u, 1u, textByte(text, min(i + 1u, text.length - 1u)) == 47u);
    if (!isAnswerTag(text, i, 1u - closes)) { continue; }
    if (closes == 1u && open > 0u) {
      return PlainAnswer(true, Text(text.origin, text.rollout, text.first + open, i - open));
    }
    if (closes == 0u && open == 0u) { open = i + 8u; }
  }
  return PlainAnswer(false, text);
}
