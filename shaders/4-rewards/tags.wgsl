// What: finds the tags of a completion; the state machine of parseSpans. Needs its bindings and closePair().
// Formula: openAt[slot] = first byte after an opening tag that is not closed yet. A tag is <name> or </name>, the letters of
// the name in either case (exactCase: small letters); the names are in `tags` (a table of TAG_WORDS words each). Counts and fields: 4-rewards/layout.
// Source: DESIGN §3.

const NO_TAG = 0u;
const LONGEST_NAME = 15u;

struct Tag {
  slot: u32,
  isClosing: bool,
  next: u32,
}

fn tagWord(slot: u32, word: u32) -> u32 {
  return tags[(slot - 1u) * TAG_WORDS + word];
}

// The tag whose '<' is byte i, or slot NO_TAG. Its letters are shifted in from the right, as the table has them.
fn tagAt(r: u32, i: u32, end: u32) -> Tag {
  if (byteAt(r, i) != 60u) { return Tag(NO_TAG, false, i); }
  let isClosing = i + 1u < end && byteAt(r, min(i + 1u, end - 1u)) == 47u;
  let first = i + select(1u, 2u, isClosing);
  var name = vec4u(0u);
  var k = 0u;
  var letter = 0u;
  while (k <= LONGEST_NAME && first + k < end) {
    letter = byteAt(r, first + k);
    letter = select(lowerByte(letter), letter, params.exactCase == 1u);
    if (letter - 97u >= 26u) { break; }
    name = (name << vec4u(8u)) | vec4u(letter, name.xyz >> vec3u(24u));
    k++;
  }
  if (k == 0u || k > LONGEST_NAME || first + k >= end || letter != 62u) { return Tag(NO_TAG, false, i); }
  for (var slot = 1u; slot <= params.tagCount; slot++) {
    // The last four letters tell most names apart.
    if (tagWord(slot, 0u) != name.x) { continue; }
    let rest = vec3u(tagWord(slot, 1u), tagWord(slot, 2u), tagWord(slot, 3u));
    if (all(rest == name.yzw)) { return Tag(slot, isClosing, first + k + 1u); }
  }
  return Tag(NO_TAG, false, i);
}

// Fills the spans of rollout r; returns the number of words (runs without white space and tags).
fn scanTags(r: u32, end: u32) -> u32 {
  var openAt = array<i32, SPAN_COUNT>();
  var isBroken = array<bool, SPAN_COUNT>();
  for (var slot = 0u; slot < SPAN_COUNT; slot++) { openAt[slot] = -1; }
  var openCount = 0u;
  var lastRank = 0u;
  var outOfOrder = 0;
  var errors = 0;
  var outside = 0;
  var words = 0u;
  var inWord = false;
  var i = 0u;
  while (i < end) {
    let tag = tagAt(r, i, end);
    if (tag.slot == NO_TAG) {
      let isBlank = isSpace(byteAt(r, i));
      if (!isBlank && openCount == 0u) { outside++; }
      if (!isBlank && !inWord) { words++; }
      inWord = !isBlank;
      i++;
      continue;
    }
    let isOpen = openAt[tag.slot] >= 0;
    if (isOpen != tag.isClosing || (!tag.isClosing && openCount > 0u)) { errors++; }
    if (isOpen != tag.isClosing) { isBroken[tag.slot] = true; }
    if (!tag.isClosing) {
      spans[r * SPAN_ROW + tag.slot * 4u + 2u] += 1;
      if (!isOpen) {
        openAt[tag.slot] = i32(tag.next);
        openCount++;
      }
    } else if (isOpen) {
      closePair(r, tag.slot, u32(openAt[tag.slot]), i);
      openAt[tag.slot] = -1;
      openCount--;
      let rank = tagWord(tag.slot, 7u);
      if (rank < lastRank) { outOfOrder++; }
      lastRank = rank;
    }
    inWord = false;
    i = tag.next;
  }
  for (var slot = 1u; slot <= params.tagCount; slot++) {
    let at = r * SPAN_ROW + slot * 4u;
    if (openAt[slot] >= 0) {
      errors++;
      isBroken[slot] = true;
    }
    spans[at + 3u] = select(0, 1, spans[at] >= 0 && !isBroken[slot]);
  }
  setRow(r * SPAN_ROW + SPAN_GRAMMAR * 4u, vec4i(outOfOrder, errors, outside, select(0, 1, errors == 0)));
  return words;
}
