// What: what the parser found, as rewards read it: spans by slot, every occurrence, and the boxes, points and numbers of a tag.
// `SPAN_<TAG>` is the slot of a tag of the grammar that is in use; of a tag that it lacks, SPAN_MISSING: such a span is never
// found and empty. Needs 4-rewards/prelude.
// Shapes: layout in 4-rewards/layout. Source: DESIGN §3.

// Field of a slot: 0 start, 1 end, 2 opening tags, 3 well-formed.
fn spanField(r: u32, span: u32, field: u32) -> i32 {
  return spans[r * SPAN_ROW + span * 4u + field];
}

fn hasSpan(r: u32, span: u32) -> bool {
  return spanField(r, span, 0u) >= 0;
}

fn spanStart(r: u32, span: u32) -> u32 {
  return u32(max(spanField(r, span, 0u), 0));
}

fn spanEnd(r: u32, span: u32) -> u32 {
  return u32(max(spanField(r, span, 1u), 0));
}

// The bytes of a span as they are; empty where it is missing.
fn spanBytes(r: u32, span: u32) -> Text {
  return Text(0u, r, spanStart(r, span), spanEnd(r, span) - spanStart(r, span));
}

// Opening tags of that name.
fn spanCount(r: u32, span: u32) -> u32 {
  return u32(spanField(r, span, 2u));
}

fn isWellFormed(r: u32, span: u32) -> bool {
  return spanField(r, span, 3u) == 1;
}

// Closed spans of all tags in the order in which they close, at most MAX_OCCURRENCES.
fn occurrenceCount(r: u32) -> u32 {
  return u32(numberAt(r, NUMBER_OCCURRENCES));
}

fn occurrenceSpan(r: u32, k: u32) -> u32 {
  return u32(spans[r * SPAN_ROW + (SPAN_COUNT + k) * 4u]);
}

fn occurrenceBytes(r: u32, k: u32) -> Text {
  let at = r * SPAN_ROW + (SPAN_COUNT + k) * 4u;
  return Text(0u, r, u32(spans[at + 1u]), u32(spans[at + 2u] - spans[at + 1u]));
}

// Whether a token lies in a span; `bits` is the token's value of the signal tokenSpans.
fn isInSpan(bits: f32, span: u32) -> bool {
  return ((u32(bits) >> span) & 1u) == 1u;
}

// The number that the first span of a tag is: tags that hold a number, and the answer.
fn hasTagNumber(r: u32, span: u32) -> bool {
  return numberAt(r, TAG_NUMBERS_AT + 2u * span) == 1.0;
}

fn tagNumber(r: u32, span: u32) -> f32 {
  return numberAt(r, TAG_NUMBERS_AT + 2u * span + 1u);
}

// Boxes of one tag in their order, also of an action such as zoom.
fn tagBoxCount(r: u32, span: u32) -> u32 {
  return tupleCount(r, span, NUMBER_BOX_COUNT, BOX_TAGS_AT);
}

fn tagBox(r: u32, span: u32, i: u32) -> vec4f {
  return tupleAt(r, span, i, NUMBER_BOX_COUNT, BOX_TAGS_AT, BOXES_AT, 4u);
}

fn tagPointCount(r: u32, span: u32) -> u32 {
  return tupleCount(r, span, NUMBER_POINT_COUNT, POINT_TAGS_AT);
}

fn tagPoint(r: u32, span: u32, i: u32) -> vec2f {
  return tupleAt(r, span, i, NUMBER_POINT_COUNT, POINT_TAGS_AT, POINTS_AT, 2u).xy;
}

fn tupleCount(r: u32, span: u32, count: u32, owners: u32) -> u32 {
  var found = 0u;
  for (var k = 0u; k < u32(numberAt(r, count)); k++) { found += select(0u, 1u, u32(numberAt(r, owners + k)) == span); }
  for (var k = 0u; k < u32(numberAt(r, NUMBER_ACTION_COUNT)); k++) {
    found += select(0u, 1u, u32(numberAt(r, ACTION_TAGS_AT + k)) == span);
  }
  return found;
}

// Tuple i of a tag, 0 where there is none.
fn tupleAt(r: u32, span: u32, i: u32, count: u32, owners: u32, values: u32, size: u32) -> vec4f {
  var left = i;
  for (var k = 0u; k < u32(numberAt(r, count)); k++) {
    if (u32(numberAt(r, owners + k)) != span) { continue; }
    if (left == 0u) { return fourNumbers(r, values + size * k); }
    left--;
  }
  for (var k = 0u; k < u32(numberAt(r, NUMBER_ACTION_COUNT)); k++) {
    if (u32(numberAt(r, ACTION_TAGS_AT + k)) != span) { continue; }
    if (left == 0u) { return fourNumbers(r, ACTIONS_AT + 4u * k); }
    left--;
  }
  return vec4f(0.0);
}

fn fourNumbers(r: u32, at: u32) -> vec4f {
  return vec4f(numberAt(r, at), numberAt(r, at + 1u), numberAt(r, at + 2u), numberAt(r, at + 3u));
}

// Tags of the grammar; they have the slots 1 … grammarTags().
fn grammarTags() -> u32 {
  return u32(spans[params.rollouts * SPAN_ROW]);
}

// Field of a tag: 0 flags (content in the low four bits, ACTION), 1 min, 2 max (−1 = any), 3 rank.
fn tagField(span: u32, field: u32) -> i32 {
  return spans[params.rollouts * SPAN_ROW + span * 4u + field];
}
