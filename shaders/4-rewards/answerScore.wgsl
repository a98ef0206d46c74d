// What: the score that the answer gives: the first number of the last answer block. Not paid itself; orderFidelity compares it.
// Formula: text = the last <answer>…</answer> of the completion, or all of it where there is none. The score is the first
// -?digits[.digits] in it: '4/5' is 4, '.5' is 5, '2,5' is 2; it is not cut to a scale, only at
// ±1000000 (ours: the authors have no bound, but a mean needs one). Without a number a whole number from
// lowest_score to highest_score is drawn, or, with draw_unreadable = 0, the rollout is not scored.
// Shapes: column (R). Units: those of the scale that the prompt asks for.
// Source: VisualQuality-R1 (arXiv 2505.14460), grpo_jsonl.py: extract_first_number. Draws: Philox (step, rollout, 0, 'reward').
// Reward: answerScore
// Range: [-1000000, 1000000]
// Knob: draw_unreadable = 1, 0, 1, draw a score where the answer has none
// Knob: lowest_score = 1, -100, 100, smallest score that is drawn
// Knob: highest_score = 5, -100, 100, largest score that is drawn
// Uses: common/dispatch, common/philox, 4-rewards/prelude, 4-rewards/plainTags, 4-rewards/readNumber

override WORKGROUP_SIZE: u32 = 64;

struct AnswerScoreParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  draw_unreadable: f32,
  lowest_score: f32,
  highest_score: f32,
  seedLow: u32,
  seedHigh: u32,
  step: u32,
}

@group(0) @binding(0) var<uniform> params: AnswerScoreParams;

// First byte and end of the last answer block; of the whole text where there is none.
fn lastAnswer(r: u32) -> vec2u {
  let end = spanEnd(r, SPAN_COMPLETION);
  var found = vec2u(0u, end);
  var open = end;
  for (var i = 0u; i < end; i++) {
    if (byteAt(r, i) != 60u) { continue; }
    if (open == end && isPlainTag(r, i, end, PLAIN_ANSWER, false)) { open = i + plainTagLength(PLAIN_ANSWER, false); }
    if (open <= i && isPlainTag(r, i, end, PLAIN_ANSWER, true)) {
      found = vec2u(open, i);
      open = end;
    }
  }
  return found;
}

fn drawnScore(r: u32) -> f32 {
  if (params.draw_unreadable < 0.5) { return notScorable(); }
  let words = philox4x32(vec4u(params.step, r, 0u, STREAM_REWARD), vec2u(params.seedLow, params.seedHigh));
  let many = max(params.highest_score - params.lowest_score + 1.0, 1.0);
  return params.lowest_score + min(floor(toUniform(words.x) * many), many - 1.0);
}

const MOST_SCORE = 1000000.0;

fn scoreOf(r: u32) -> f32 {
  let place = lastAnswer(r);
  var i = place.x;
  while (i < place.y && !isDigit(byteAt(r, i))) { i++; }
  if (i == place.y) { return drawnScore(r); }
  if (i > place.x && byteAt(r, i - 1u) == 45u) { i--; }
  // More than 15 digits before the point are no number for readNumber: they are beyond every scale.
  let read = readNumber(r, i, place.y, false);
  let beyond = select(MOST_SCORE, -MOST_SCORE, byteAt(r, i) == 45u);
  return clamp(select(beyond, read.value, read.found), -MOST_SCORE, MOST_SCORE);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn answerScore(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = scoreOf(r);
}
