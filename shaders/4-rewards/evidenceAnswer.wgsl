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
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/answerJson, 4-rewards/plainWords

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
