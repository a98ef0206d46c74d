// What: whether the answer is a part of the true one, or the true one a part of it.
// Formula: own = the first <answer>…</answer> of the completion on one line, or all of it where there is none, true = the same of the true answer,
// each without white space at the ends, then without spaces and underscores, in lower case. 1 if one of them occurs in the other, also within
// a word: a single letter may do. An answer of which nothing is left occurs everywhere and counts as wrong, unless empty_counts.
// Shapes: column (R). Units: 0 or 1. 0 where there is no true answer.
// Source: Visual-RFT (arXiv 2503.01785), grpo_classification.py: accuracy_reward (empty_counts = 1).
// Reward: answerWithin
// Range: [0, 1]
// Knob: empty_counts = 0, 0, 1, an empty answer is right, as published code has it
// Truth: answer
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/plainAnswer, 4-rewards/unicode

override WORKGROUP_SIZE: u32 = 64;

struct AnswerWithinParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  empty_counts: f32,
}

@group(0) @binding(0) var<uniform> params: AnswerWithinParams;

// First byte at or behind `start` that counts; the length where there is none.
fn nextLetter(text: Text, start: u32) -> u32 {
  var k = start;
  while (k < text.length && (textByte(text, k) == 32u || textByte(text, k) == 95u)) { k++; }
  return k;
}

// Whether the needle stands at byte `start` of the text.
fn standsIn(text: Text, start: u32, needle: Text) -> bool {
  var i = start;
  var k = nextLetter(needle, 0u);
  while (k < needle.length) {
    if (i >= text.length) { return false; }
    let own = charAt(text, i);
    let other = charAt(needle, k);
    if (lowerChar(own.x) != lowerChar(other.x)) { return false; }
    i = nextLetter(text, i + own.y);
    k = nextLetter(needle, k + other.y);
  }
  return true;
}

fn occursIn(text: Text, needle: Text) -> bool {
  if (nextLetter(needle, 0u) == needle.length) { return true; }
  for (var i = nextLetter(text, 0u); i < text.length; i = nextLetter(text, i + charAt(text, i).y)) {
    if (standsIn(text, i, needle)) { return true; }
  }
  return false;
}

fn isWithin(r: u32) -> bool {
  if (!hasTruthAnswer(r)) { return false; }
  let own = stripped(plainAnswer(spanBytes(r, SPAN_COMPLETION), true).text);
  let right = stripped(plainAnswer(truthAnswer(r), true).text);
  if (params.empty_counts < 0.5 && nextLetter(own, 0u) == own.length) { return false; }
  return occursIn(own, right) || occursIn(right, own);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn answerWithin(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = select(0.0, 1.0, isWithin(r));
}
