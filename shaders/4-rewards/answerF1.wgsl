// What: how many words the answer shares with the true one; a fine where the tags of the completion do not match.
// Formula: max over the true answers of 2pq/(p + q), p = |A∩B|/|A|, q = |A∩B|/|B| with A, B the sets of words of the first
// <answer>…</answer> and of the true answer; 0 where one of them has no word. Words: ASCII in lower case, ASCII punctuation
// read as a space; articles stay. format_penalty instead where there is no closed answer, or where a tag (code, tool_call,
// zoom, think, answer) is opened and closed unequally often or an opening one has no closing one behind it.
// Shapes: column (R). Units: 0…1, or format_penalty.
// Source: IGPO (GuoqingWang1/IGPO, verl/utils/reward_score/info_gain.py: compute_f1, check_tags_balance); zoom is our tool_call.
// Reward: answerF1
// Range: [-2, 1]
// Knob: format_penalty = -2, -2, 0, the reward where the tags do not match or no answer is there
// Truth: answer, acceptedAnswers
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct AnswerF1Params {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  format_penalty: f32,
}

@group(0) @binding(0) var<uniform> params: AnswerF1Params;

// code, tool_call, zoom, think, answer: letters, and where each name begins.
const LETTERS = array<u32, 28>(
  99, 111, 100, 101, 116, 111, 111, 108, 95, 99, 97, 108, 108, 122, 111, 111, 109,
  116, 104, 105, 110, 107, 97, 110, 115, 119, 101, 114,
);
const BEGINS = array<u32, 6>(0, 4, 13, 17, 22, 28);
const ANSWER: u32 = 4u;

fn tagLength(tag: u32, slash: u32) -> u32 {
  return BEGINS[tag + 1u] - BEGINS[tag] + 2u + slash;
}

// Whether <tag> (slash 0) or </tag> (slash 1) stands at byte k.
fn isTagAt(text: Text, k: u32, tag: u32, slash: u32) -> bool {
  let length = tagLength(tag, slash);
  if (k + length > text.length || textByte(text, k) != 60u) { return false; }
  if ((textByte(text, k + 1u) == 47u) != (slash == 1u) || textByte(text, k + length - 1u) != 62u) { return false; }
  for (var i = BEGINS[tag]; i < BEGINS[tag + 1u]; i++) {
    if (lowerByte(textByte(text, k + 1u + slash + i - BEGINS[tag])) != LETTERS[i]) { return false; }
  }
  return true;
}

// Where the tag stands first from byte `start` on; the length of the text where it does not.
fn tagFrom(text: Text, start: u32, tag: u32, slash: u32) -> u32 {
  for (var k = start; k < text.length; k++) {
    if (isTagAt(text, k, tag, slash)) { return k; }
  }
  return text.length;
}

fn isBalanced(text: Text, tag: u32) -> bool {
  var open = 0;
  for (var k = 0u; k < text.length; k++) {
    open += select(0, 1, isTagAt(text, k, tag, 0u)) - select(0, 1, isTagAt(text, k, tag, 1u));
  }
  if (open != 0) { return false; }
  var k = tagFrom(text, 0u, tag, 0u);
  while (k < text.length) {
    let end = tagFrom(text, k, tag, 1u);
    if (end == text.length) { return false; }
    k = tagFrom(text, end + 1u, tag, 0u);
  }
  return true;
}

fn isBreak(b: u32) -> bool {
  return isSpace(b) | (b - 33u < 15u) | (b - 58u < 7u) | (b - 91u < 6u) | (b - 123u < 4u);
}

// The first word from byte k of the text on; empty where none is left.
fn wordFrom(text: Text, k: u32) -> Text {
  var first = k;
  while (first < text.length && isBreak(textByte(text, first))) { first++; }
  var end = first;
  while (end < text.length && !isBreak(textByte(text, end))) { end++; }
  return Text(text.origin, text.rollout, text.first + first, end - first);
}

// Whether the word is one of those that begin in front of byte `limit` of the text.
fn hasWord(text: Text, word: Text, limit: u32) -> bool {
  var own = wordFrom(text, 0u);
  while (own.length > 0u && own.first - text.first < limit) {
    if (bytesEqualFolded(own, word)) { return true; }
    own = wordFrom(text, own.first - text.first + own.length);
  }
  return false;
}

// x: different words of the text; y: those of them that stand in the other text, too.
fn wordCounts(text: Text, other: Text) -> vec2f {
  var counts = vec2f(0.0);
  var word = wordFrom(text, 0u);
  while (word.length > 0u) {
    let at = word.first - text.first;
    if (!hasWord(text, word, at)) { counts += vec2f(1.0, select(0.0, 1.0, hasWord(other, word, other.length))); }
    word = wordFrom(text, at + word.length);
  }
  return counts;
}

fn wordF1(answer: Text, gold: Text) -> f32 {
  let own = wordCounts(answer, gold);
  if (own.y == 0.0) { return 0.0; }
  let p = own.y / own.x;
  let q = own.y / wordCounts(gold, answer).x;
  return 2.0 * p * q / (p + q);
}

fn answerScore(r: u32) -> f32 {
  let text = spanBytes(r, SPAN_COMPLETION);
  for (var tag = 0u; tag <= ANSWER; tag++) {
    if (!isBalanced(text, tag)) { return params.format_penalty; }
  }
  let first = tagFrom(text, 0u, ANSWER, 0u) + tagLength(ANSWER, 0u);
  if (first > text.length) { return params.format_penalty; }
  let answer = Text(0u, r, text.first + first, tagFrom(text, first, ANSWER, 1u) - first);
  var best = 0.0;
  if (hasTruthAnswer(r)) { best = wordF1(answer, truthAnswer(r)); }
  for (var i = 0u; i < acceptedCount(r); i++) { best = max(best, wordF1(answer, acceptedAnswer(r, i))); }
  return best;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn answerF1(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = answerScore(r);
}
