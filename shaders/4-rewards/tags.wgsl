// What: finds the tags of a completion; the state machine of parseSpans. Needs its bindings and closePair().
// Formula: openAt[span] = first byte after an opening tag that is not closed yet. Order code and counts: 4-rewards/layout.
// Source: DESIGN §3.

const TAG_NONE = 255u;
const FIRST_TAG = 1u;
const LAST_TAG = 5u;
// Names by span, eight letters little endian: think, box, answer, point, zoom.
const TAG_LETTERS = array<vec2u, 6>(
  vec2u(0u, 0u),
  vec2u(0x6e696874u, 0x6bu),
  vec2u(0x786f62u, 0u),
  vec2u(0x77736e61u, 0x7265u),
  vec2u(0x6e696f70u, 0x74u),
  vec2u(0x6d6f6f7au, 0u),
);

struct Tag {
  span: u32,
  isClosing: bool,
  next: u32,
}

fn tagLetter(span: u32, k: u32) -> u32 {
  let letters = TAG_LETTERS[span];
  return (select(letters.x, letters.y, k >= 4u) >> (8u * (k & 3u))) & 255u;
}

// The tag whose '<' is byte i, or span TAG_NONE.
fn tagAt(r: u32, i: u32, end: u32) -> Tag {
  if (byteAt(r, i) != 60u) { return Tag(TAG_NONE, false, i); }
  let isClosing = i + 1u < end && byteAt(r, min(i + 1u, end - 1u)) == 47u;
  let first = i + select(1u, 2u, isClosing);
  for (var span = FIRST_TAG; span <= LAST_TAG; span++) {
    var k = 0u;
    while (tagLetter(span, k) != 0u && first + k < end && lowerByte(byteAt(r, first + k)) == tagLetter(span, k)) { k++; }
    let isName = tagLetter(span, k) == 0u && first + k < end;
    if (isName && byteAt(r, min(first + k, end - 1u)) == 62u) { return Tag(span, isClosing, first + k + 1u); }
  }
  return Tag(TAG_NONE, false, i);
}

// Fills the spans of rollout r; returns the number of words (runs without white space and tags).
fn scanTags(r: u32, end: u32) -> u32 {
  var openAt = array<i32, 6>(-1, -1, -1, -1, -1, -1);
  var isBroken = array<bool, 6>();
  var openCount = 0u;
  var order = 0;
  var errors = 0;
  var outside = 0;
  var words = 0u;
  var inWord = false;
  var i = 0u;
  while (i < end) {
    let tag = tagAt(r, i, end);
    if (tag.span == TAG_NONE) {
      let isBlank = isSpace(byteAt(r, i));
      if (!isBlank && openCount == 0u) { outside++; }
      if (!isBlank && !inWord) { words++; }
      inWord = !isBlank;
      i++;
      continue;
    }
    let isOpen = openAt[tag.span] >= 0;
    if (isOpen != tag.isClosing || (!tag.isClosing && openCount > 0u)) { errors++; }
    if (isOpen != tag.isClosing) { isBroken[tag.span] = true; }
    if (!tag.isClosing) {
      spans[(r * SPAN_COUNT + tag.span) * 4u + 2u] += 1;
      if (!isOpen) {
        openAt[tag.span] = i32(tag.next);
        openCount++;
      }
    } else if (isOpen) {
      closePair(r, tag.span, u32(openAt[tag.span]), i);
      openAt[tag.span] = -1;
      openCount--;
      if (order >= 0x8000000) { errors++; } else if ((order & 7) != i32(tag.span)) { order = order * 8 + i32(tag.span); }
    }
    inWord = false;
    i = tag.next;
  }
  for (var span = FIRST_TAG; span <= LAST_TAG; span++) {
    let at = (r * SPAN_COUNT + span) * 4u;
    if (openAt[span] >= 0) {
      errors++;
      isBroken[span] = true;
    }
    spans[at + 3u] = select(0, 1, spans[at] >= 0 && !isBroken[span]);
  }
  setSpan(r, SPAN_GRAMMAR, vec4i(order, errors, outside, select(0, 1, errors == 0)));
  return words;
}
