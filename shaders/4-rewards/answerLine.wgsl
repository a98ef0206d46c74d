// What: whether the last line that says Answer: gives the true answer; near the end of the completion only.
// Formula: own = what stands behind the last answer: in the last last_chars characters, up to the end of its line; capitals do not matter, white
// space may stand around the colon. 1 if own and the true answer are the same text after 4-rewards/finalAnswer, else wrong_score.
// Shapes: column (R). Units: wrong_score or 1. An answer of more than 512 bytes is wrong, and so is any where there is no true answer.
// Source: EasyR1 (hiyouga/EasyR1), examples/reward_function/dapo.py: accuracy_reward, compute_score; DAPO (arXiv 2503.14476).
// Reward: answerLine
// Range: [-1, 1]
// Knob: last_chars = 300, 1, 100000, characters at the end that are read
// Knob: wrong_score = -1, -1, 0, for a wrong answer and for none
// Truth: answer
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/letters, 4-rewards/blanks, 4-rewards/finalAnswer

override WORKGROUP_SIZE: u32 = 64;

struct AnswerLineParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  last_chars: f32,
  wrong_score: f32,
}

@group(0) @binding(0) var<uniform> params: AnswerLineParams;

fn behindEquals(text: Text) -> Text {
  var first = 0u;
  for (var k = 0u; k < text.length; k++) { first = select(first, k + 1u, textByte(text, k) == 61u); }
  return Text(text.origin, text.rollout, text.first + first, text.length - first);
}

// Braces around single signs behind frac (two) and sqrt (one) go.
fn unbrace(side: u32, rule: Rule, groups: u32) {
  let base = side * MOST_BYTES;
  var kept = 0u;
  let n = lineLength[side];
  for (var i = 0u; i < n; ) {
    var isShort = standsOn(side, i, rule) && i + 4u + 3u * groups <= n;
    for (var g = 0u; g < groups && isShort; g++) {
      let at = base + i + 4u + 3u * g;
      isShort = line[at] == 123u && line[at + 1u] != 123u && line[at + 2u] == 125u;
    }
    let taken = select(1u, 4u + 3u * groups, isShort);
    for (var k = 0u; k < taken; k++) {
      if (isShort && k > 3u && (k - 4u) % 3u != 1u) { continue; }
      line[base + kept] = line[base + i + k];
      kept++;
    }
    i += taken;
  }
  lineLength[side] = kept;
}

// Only the bytes from first to end.
fn keepRange(side: u32, first: u32, end: u32) {
  lineLength[side] = end - min(first, end);
  for (var k = 0u; k < lineLength[side]; k++) { line[side * MOST_BYTES + k] = line[side * MOST_BYTES + first + k]; }
}

// x, y: between the first two $, or all of it; z: whether there are digits and commas alone.
fn dollarsAndDigits(side: u32) -> vec3u {
  var range = vec2u(0u, lineLength[side]);
  var dollars = 0u;
  var signs = vec2u(0u);
  for (var k = 0u; k < lineLength[side]; k++) {
    let b = line[side * MOST_BYTES + k];
    signs += vec2u(select(0u, 1u, isDigit(b)), select(0u, 1u, b == 44u));
    if (b != 36u) { continue; }
    if (dollars < 2u) { range[dollars] = select(k, k + 1u, dollars == 0u); }
    dollars++;
  }
  if (dollars < 2u) { range = vec2u(0u, lineLength[side]); }
  return vec3u(range, select(0u, 1u, signs.x > 0u && signs.x + signs.y == lineLength[side]));
}

fn readFinal(text: Text, side: u32) {
  lineLength[side] = text.length;
  for (var k = 0u; k < text.length; k++) { line[side * MOST_BYTES + k] = textByte(text, k); }
  for (var step = 0u; step < RULE_COUNT; step++) {
    if (step == WRAPPINGS || step == COMMAS) {
      let found = dollarsAndDigits(side);
      if (step == WRAPPINGS) { keepRange(side, found.x, found.y); }
      if (step == COMMAS && found.z == 0u) { break; }
    }
    if (step == SHORT_FRACTION || step == SHORT_ROOT) {
      unbrace(side, RULES[step], select(1u, 2u, step == SHORT_FRACTION));
      continue;
    }
    rewrite(side, RULES[step], select(0u, select(1u, 2u, step == LAST_WRAPPING), step >= WRAPPINGS && step <= LAST_WRAPPING));
  }
  var first = 0u;
  var end = lineLength[side];
  while (first < end && isSpace(line[side * MOST_BYTES + first])) { first++; }
  while (end > first && isSpace(line[side * MOST_BYTES + end - 1u])) { end--; }
  keepRange(side, first, end);
}

// What the last answer: gives, a length of 0 where nothing follows; x > y where there is none.
fn lastLine(text: Text) -> vec2u {
  var left = u32(params.last_chars);
  var start = text.length;
  while (start > 0u && left > 0u) {
    start -= charBefore(text, start).length;
    left--;
  }
  var found = vec2u(1u, 0u);
  for (var i = start; i < text.length; i++) {
    // answer
    var k = 0u;
    while (k < 6u && i + k < text.length && lowerByte(textByte(text, i + k)) == ((select(0x7265u, 0x77736e61u, k < 4u) >> (8u * (k & 3u))) & 255u)) { k++; }
    if (k < 6u) { continue; }
    let colon = behindBlanks(text, i + 6u);
    if (colon >= text.length || textByte(text, colon) != 58u) { continue; }
    let first = behindBlanks(text, colon + 1u);
    var end = first;
    while (end < text.length && textByte(text, end) != 10u) { end++; }
    // White space alone is an empty answer, line breaks alone are none.
    var isAnswer = first < text.length;
    for (var b = colon + 1u; b < text.length; b++) { isAnswer = isAnswer || textByte(text, b) != 10u; }
    if (isAnswer) { found = vec2u(first, end); }
    i = end - 1u;
  }
  return found;
}

fn isRight(r: u32) -> bool {
  let whole = spanBytes(r, SPAN_COMPLETION);
  let place = lastLine(whole);
  if (place.x > place.y || !hasTruthAnswer(r)) { return false; }
  for (var side = 0u; side < 2u; side++) {
    var text = truthAnswer(r);
    if (side == 0u) { text = Text(whole.origin, r, whole.first + place.x, place.y - place.x); }
    text = behindEquals(text);
    if (text.length > MOST_BYTES) { return false; }
    readFinal(text, side);
  }
  if (lineLength[0] != lineLength[1]) { return false; }
  for (var k = 0u; k < lineLength[0]; k++) {
    if (line[k] != line[MOST_BYTES + k]) { return false; }
  }
  return true;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn answerLine(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = select(params.wrong_score, 1.0, isRight(r));
}
