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
const TAGS: u32 = 5u;
const ANSWER: u32 = 4u;
const NOWHERE: u32 = 0xffffffffu;

// Which tag, <name> (slash 0) or </name> (slash 1), stands at byte k, where a '<' is; TAGS where none does.
fn tagAt(text: Text, k: u32, slash: u32) -> u32 {
  for (var tag = 0u; tag < TAGS; tag++) {
    let length = BEGINS[tag + 1u] - BEGINS[tag];
    let end = k + 1u + slash + length;
    if (end >= text.length || textByte(text, end) != 62u) { continue; }
    var same = 0u;
    while (same < length && lowerByte(textByte(text, k + 1u + slash + same)) == LETTERS[BEGINS[tag] + same]) { same++; }
    if (same == length) { return tag; }
  }
  return TAGS;
}

// Start and end of the first answer; NOWHERE where none is closed or some tag does not match.
fn findAnswer(text: Text) -> vec2u {
  var found = vec2u(NOWHERE);
  // Opened less closed, and whether the one that opened has no closing one behind it yet: by tag.
  var surplus = array<i32, 5>();
  var waits = array<bool, 5>();
  for (var k = 0u; k + 1u < text.length; k++) {
    if (textByte(text, k) != 60u) { continue; }
    let slash = select(0u, 1u, textByte(text, k + 1u) == 47u);
    let tag = tagAt(text, k, slash);
    if (tag == TAGS) { continue; }
    surplus[tag] += 1 - 2 * i32(slash);
    waits[tag] = slash == 0u;
    if (tag != ANSWER) { continue; }
    if (slash == 0u && found.x == NOWHERE) { found.x = k + 8u; }
    if (slash == 1u && found.x != NOWHERE && found.y == NOWHERE) { found.y = k; }
  }
  var matches = found.y != NOWHERE;
  for (var tag = 0u; tag < TAGS; tag++) { matches = matches & (surplus[tag] == 0) & !waits[tag]; }
  return select(vec2u(NOWHERE), found, matches);
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
  var at = 0u;
  while (at < limit) {
    let own = wordFrom(text, at);
    if (own.length == 0u || own.first - text.first >= limit) { return false; }
    if (bytesEqualFolded(own, word)) { return true; }
    at = own.first - text.first + own.length;
  }
  return false;
}

// Words are counted once each. One loop for both texts, and few calls: software adapters compile each call anew.
fn wordF1(answer: Text, gold: Text) -> f32 {
  var texts = array<Text, 2>(answer, gold);
  var counts = vec2f(0.0);
  var both = 0.0;
  for (var side = 0u; side < 2u; side++) {
    var at = 0u;
    loop {
      let word = wordFrom(texts[side], at);
      if (word.length == 0u) { break; }
      let before = word.first - texts[side].first;
      at = before + word.length;
      var seen = array<bool, 2>();
      for (var other = 0u; other < 2u; other++) {
        seen[other] = hasWord(texts[other], word, select(texts[other].length, before, other == side));
      }
      if (seen[side]) { continue; }
      counts[side] += 1.0;
      both += select(0.0, 0.5, seen[1u - side]);
    }
  }
  let shares = both / max(counts, vec2f(1.0));
  return 2.0 * shares.x * shares.y / max(shares.x + shares.y, 1e-30);
}

fn answerScore(r: u32) -> f32 {
  let text = spanBytes(r, SPAN_COMPLETION);
  let found = findAnswer(text);
  if (found.x == NOWHERE) { return params.format_penalty; }
  let answer = Text(0u, r, text.first + found.x, found.y - found.x);
  var best = 0.0;
  for (var i = 0u; i <= acceptedCount(r); i++) {
    var gold = truthAnswer(r);
    if (i > 0u) { gold = acceptedAnswer(r, i - 1u); }
    best = max(best, wordF1(answer, gold));
  }
  return best;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn answerF1(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = answerScore(r);
}
