// What: one part of an answer that also says the question in other words and shows its evidence as a box.
// Formula: the text is, with white space around, <think>…</think>, white space, <answer>JSON</answer>; JSON is an object with the
// fields rephrase_question, bbox_2d and final_answer. part 0 = form: 1 if so, and else every part is 0. 1 = answer: 1 if the final
// answer, a string or as Python writes it, equals the true one without white space at the ends and in lower case. 2 = box: 1 if
// IoU ≥ iou_threshold. 3 = rephrasing: (s + n)/2 where the answer is right and there is a word, s = similarity cut to 0…1, n = part 5.
// 4 = IoU: of four numbers, sides below 0 count 0. 5 = share of the words of the rephrased question that the question lacks.
// With tags = 1 the three are the spans rephrase, box and answer, and the form is that they are there.
// Shapes: column (R). Units: 0…1; boxes of JSON in the units of the truth, those of tags in fractions of the picture.
// Source: DocThinker (arXiv 2508.08589), section 3; (s + n)/2 and the rule for words are derived, as no text of the formulas is
// to be had.
// Reward: evidenceAnswer
// Range: [0, 1]
// Knob: part = 0, 0, 5, 0 form, 1 answer, 2 box, 3 rephrasing, 4 IoU, 5 new words
// Knob: iou_threshold = 0.5, 0, 1, a box is right from this IoU on
// Knob: tags = 0, 0, 1, spans of the grammar instead of JSON
// Signal: similarity = reward/questionCosine
// Truth: answer, boxes, question
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/plainTags, 4-rewards/unicode, 4-rewards/json, 4-rewards/plainWords

override WORKGROUP_SIZE: u32 = 64;

struct EvidenceAnswerParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  part: f32,
  iou_threshold: f32,
  tags: f32,
}

@group(0) @binding(0) var<uniform> params: EvidenceAnswerParams;

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

// The next character that is not white space at an end, in lower case; x = 0 at the end of the text, y = byte behind it.
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

fn partScore(r: u32) -> f32 {
  let spans = params.tags > 0.5;
  let part = u32(params.part);
  var json: Text;
  var rephrase = spanBytes(r, SPAN_REPHRASE);
  var answer = spanBytes(r, SPAN_ANSWER);
  var box = tagBox(r, SPAN_BOX, 0u);
  var hasBox = tagBoxCount(r, SPAN_BOX) > 0u;
  var escapes = false;
  var answerEscapes = false;
  var found = hasSpan(r, SPAN_REPHRASE) && hasSpan(r, SPAN_ANSWER) && hasBox;
  if (!spans) {
    found = answerJson(r, &json) && readJson(json);
    if (!found || jsonFields[0].y == 0u || jsonFields[1].y == 0u || jsonFields[2].y == 0u) { return 0.0; }
    rephrase = inner(json, jsonFields[JSON_REPHRASE]);
    answer = inner(json, jsonFields[JSON_ANSWER]);
    box = jsonNumbers;
    hasBox = jsonItems == 4u;
    escapes = jsonByte(rephrase, 0u) == 34u;
    answerEscapes = jsonByte(answer, 0u) == 34u;
    if (escapes) { rephrase = inner(rephrase, vec2u(1u, rephrase.length - 2u)); }
    if (answerEscapes) { answer = inner(answer, vec2u(1u, answer.length - 2u)); } else { answer = asWritten(answer); }
  }
  if (part == 0u) { return select(0.0, 1.0, found); }
  let overlap = select(0.0, iou(box, truthBox(r, 0u)), hasBox && truthBoxCount(r) > 0u);
  if (part == 4u) { return overlap; }
  if (part == 2u) { return select(0.0, 1.0, overlap >= params.iou_threshold && hasBox); }
  let right = hasTruthAnswer(r) && isSameAnswer(answer, answerEscapes, stripped(truthAnswer(r)));
  if (part == 1u) { return select(0.0, 1.0, right); }
  let fresh = newWordShare(rephrase, escapes, truthQuestion(r));
  if (part == 5u) { return max(fresh, 0.0); }
  let similarity = clamp(rolloutSignal(SIGNAL_SIMILARITY, r), 0.0, 1.0);
  return select(0.0, (similarity + fresh) / 2.0, right && fresh >= 0.0);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn evidenceAnswer(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = partScore(r);
}
