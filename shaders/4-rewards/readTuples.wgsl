// What: what the spans hold as numbers: boxes (four) and points (two), appended to `numbers`, and the number that a span is.
// Formula: x = n/coordinateWidth, y = n/coordinateHeight. White space , ; : and brackets separate; any other word breaks the
// tuple that was begun. A box needs x0 < x1 and y0 < y1; |fraction| < 1e6. Anything that is not a box counts as malformed. Tuples of
// actions are kept and counted apart.
// Units: fractions of the picture, not clamped to it. Needs 4-rewards/bytes, readNumber, layout, `numbers` and `tags`.
// Source: DESIGN §3.

// White space , ; : ( ) [ ] { }
fn isSeparator(b: u32) -> bool {
  return isSpace(b) | (b == 44u) | (b - 58u < 2u) | (b - 40u < 2u) | (b == 91u) | (b == 93u) | (b == 123u) | (b == 125u);
}

// Where the tuples of a tag go: the number that counts them, the one for what is malformed, room, first place, its tag's place.
struct TupleList {
  count: u32,
  malformed: u32,
  room: u32,
  at: u32,
  tagAt: u32,
  stride: u32,
}

fn listOf(slot: u32) -> TupleList {
  if (isAction(slot)) {
    return TupleList(NUMBER_ACTION_COUNT, NUMBER_ACTION_MALFORMED, MAX_ACTIONS, ACTIONS_AT, ACTION_TAGS_AT, 4u);
  }
  if (tupleSize(slot) == 4u) { return TupleList(NUMBER_BOX_COUNT, NUMBER_MALFORMED, MAX_BOXES, BOXES_AT, BOX_TAGS_AT, 4u); }
  return TupleList(NUMBER_POINT_COUNT, NUMBER_MALFORMED, MAX_POINTS, POINTS_AT, POINT_TAGS_AT, 2u);
}

fn storeTuple(r: u32, slot: u32, list: TupleList, tuple: vec4f) {
  let base = r * NUMBERS_PER_ROLLOUT;
  let size = tupleSize(slot);
  let count = u32(numbers[base + list.count]);
  var isGood = all(abs(tuple) < vec4f(1e6)) & (count < list.room);
  isGood &= (size != 4u) | all(tuple.xy < tuple.zw);
  if (!isGood) {
    numbers[base + list.malformed] += 1.0;
    return;
  }
  let at = base + list.at + list.stride * count;
  for (var k = 0u; k < size; k++) { numbers[at + k] = tuple[k]; }
  numbers[base + list.tagAt + count] = f32(slot);
  numbers[base + list.count] = f32(count + 1u);
}

fn readTuples(r: u32, slot: u32, start: u32, end: u32) {
  let list = listOf(slot);
  let size = tupleSize(slot);
  let malformed = r * NUMBERS_PER_ROLLOUT + list.malformed;
  var tuple = vec4f(0.0);
  var filled = 0u;
  var i = start;
  while (i < end) {
    if (isSeparator(byteAt(r, i))) {
      i++;
      continue;
    }
    let digits = readNumber(r, i, end, false);
    let isWhole = digits.found & ((digits.next == end) | isSeparator(byteAt(r, min(digits.next, end - 1u))));
    if (isWhole) {
      tuple[filled] = digits.value / select(params.coordinateWidth, params.coordinateHeight, (filled & 1u) == 1u);
      filled++;
      i = digits.next;
    } else {
      if (filled > 0u) { numbers[malformed] += 1.0; }
      filled = 0u;
      while (i < end && !isSeparator(byteAt(r, min(i, end - 1u)))) { i++; }
    }
    if (filled == size) {
      storeTuple(r, slot, list, tuple);
      filled = 0u;
      tuple = vec4f(0.0);
    }
  }
  if (filled > 0u) { numbers[malformed] += 1.0; }
}

// The number that the first span of a tag is, where that is all it holds: tags that hold a number, and the answer.
fn readSpanNumbers(r: u32) {
  let base = r * NUMBERS_PER_ROLLOUT;
  for (var slot = 1u; slot <= params.tagCount; slot++) {
    let isWanted = slot == params.answerSlot || (tagWord(slot, 4u) & 15u) == CONTENT_NUMBER;
    let at = r * SPAN_ROW + slot * 4u;
    if (!isWanted || spans[at] < 0) { continue; }
    var start = u32(spans[at]);
    var end = u32(spans[at + 1u]);
    while (start < end && isSpace(byteAt(r, start))) { start++; }
    while (end > start && (isSpace(byteAt(r, end - 1u)) || byteAt(r, end - 1u) == 37u)) { end--; }
    let digits = readNumber(r, start, end, true);
    if (!digits.found || digits.next != end) { continue; }
    numbers[base + TAG_NUMBERS_AT + 2u * slot] = 1.0;
    numbers[base + TAG_NUMBERS_AT + 2u * slot + 1u] = digits.value;
    if (slot == params.answerSlot) {
      numbers[base + NUMBER_ANSWER_IS_NUMBER] = 1.0;
      numbers[base + NUMBER_ANSWER] = digits.value;
    }
  }
}
