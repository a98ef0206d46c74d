// What: the JSON in the answer block of a completion, and how a value of it is compared with a text. Needs 4-rewards/prelude.
// Formula: the form that evidenceAnswer states; a number as Python writes it; lower case, no white space at the ends.
// Source: DocThinker (arXiv 2508.08589), section 3.
// Uses: 4-rewards/plainTags, 4-rewards/unicode, 4-rewards/json

// JSON between the first <answer> that white space parts from a </think> and the last </answer>; false where the form differs.
fn answerJson(r: u32, json: ptr<function, Text>) -> bool {
  var end = spanEnd(r, SPAN_COMPLETION);
  var i = 0u;
  while (i < end && isSpace(byteAt(r, i))) { i++; }
  while (end > i && isSpace(byteAt(r, end - 1u))) { end--; }
  let closing = plainTagLength(PLAIN_ANSWER, true);
  if (end < i + closing || !isPlainTag(r, end - closing, end, PLAIN_ANSWER, true)) { return false; }
  if (!isPlainTag(r, i, end, PLAIN_THINK, false)) { return false; }
  let last = end - closing;
  for (i += plainTagLength(PLAIN_THINK, false); i < last; i++) {
    if (byteAt(r, i) != 60u || !isPlainTag(r, i, last, PLAIN_THINK, true)) { continue; }
    var next = i + plainTagLength(PLAIN_THINK, true);
    while (next < last && isSpace(byteAt(r, next))) { next++; }
    if (!isPlainTag(r, next, last, PLAIN_ANSWER, false)) { continue; }
    let first = next + plainTagLength(PLAIN_ANSWER, false);
    *json = Text(0u, r, first, last - first);
    return true;
  }
  return false;
}

fn inner(text: Text, place: vec2u) -> Text {
  return Text(text.origin, text.rollout, text.first + place.x, place.y);
}

// A number as Python writes it: decimals without zeros at the end, of which one stays.
fn asWritten(value: Text) -> Text {
  var made = value;
  let b = jsonByte(value, 0u);
  if (b != 45u && !isDigit(b)) { return made; }
  var hasPoint = false;
  for (var k = 0u; k < value.length; k++) {
    let c = textByte(value, k);
    hasPoint = hasPoint || c == 46u;
    if (lowerByte(c) == 101u) { return made; }
  }
  while (hasPoint && made.length > 2u && textByte(made, made.length - 1u) == 48u && textByte(made, made.length - 2u) != 46u) {
    made.length--;
  }
  return made;
}

// Whether only white space is left.
fn isBlankFrom(text: Text, start: u32, escapes: bool) -> bool {
  var k = start;
  while (k < text.length) {
    let c = jsonChar(text, k, escapes);
    if (!isBlank(c.x)) { return false; }
    k += c.y;
  }
  return true;
}

fn isSameAnswer(own: Text, escapes: bool, right: Text) -> bool {
  var i = 0u;
  while (i < own.length) {
    let c = jsonChar(own, i, escapes);
    if (!isBlank(c.x)) { break; }
    i += c.y;
  }
  var j = 0u;
  while (j < right.length) {
    let other = charAt(right, j);
    if (i >= own.length) { return false; }
    let c = jsonChar(own, i, escapes);
    var point = c.x;
    var next = i + c.y;
    // A pair of escapes that stand for one character.
    if (escapes && c.y == 6u && point - 0xd800u < 1024u && jsonByte(own, next) == 92u) {
      let low = jsonChar(own, next, true);
      point = 0x10000u + ((point - 0xd800u) << 10u) + (low.x - 0xdc00u);
      next += low.y;
    }
    if (lowerChar(point) != lowerChar(other.x)) { return false; }
    i = next;
    j += other.y;
  }
  return isBlankFrom(own, i, escapes);
}
