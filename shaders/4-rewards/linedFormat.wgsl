// What: whether the completion is a think block and an answer block with every tag on a line of its own, and nothing else.
// Formula: <think> ⏎ … ⏎ </think> ⏎ <answer> ⏎ form ⏎ </answer>. With loose_lines each ⏎ is a line break with white space around
// it, and white space may follow at the end; otherwise it is one line break exactly. answer_form: 0 = any text; 1 = { … } without further
// braces in it; 2 = a text that has \boxed{…}, not empty, in it.
// Shapes: column (R). Units: 0 or 1.
// Source: Q-Insight (arXiv 2503.22679), qinsight_multi_task.py and qinsight_comparison.py: format_reward (loose lines, form 1 and 0);
// Perception-R1 (arXiv 2506.07218), boxed_math_verify.py: boxed_math_verify_format_reward (form 2).
// Reward: linedFormat
// Range: [0, 1]
// Knob: answer_form = 0, 0, 2, 0 = any text, 1 = one pair of braces, 2 = a box
// Knob: loose_lines = 1, 0, 1, white space may stand around line breaks
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/plainTags

override WORKGROUP_SIZE: u32 = 64;

struct LinedFormatParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  answer_form: f32,
  loose_lines: f32,
}

@group(0) @binding(0) var<uniform> params: LinedFormatParams;

// The content without the line breaks at its two ends; x > y where it lacks one of them.
fn betweenLines(r: u32, first: u32, end: u32) -> vec2u {
  let loose = params.loose_lines > 0.5;
  // The first line break of the white space in front, and the last one of that behind.
  var a = first;
  while (loose && a < end && isSpace(byteAt(r, a)) && byteAt(r, a) != 10u) { a++; }
  var b = end;
  while (loose && b > first && isSpace(byteAt(r, b - 1u)) && byteAt(r, b - 1u) != 10u) { b--; }
  if (a + 1u >= b || byteAt(r, a) != 10u || byteAt(r, b - 1u) != 10u) { return vec2u(1u, 0u); }
  return vec2u(a + 1u, b - 1u);
}

// Behind the last line break of the white space that starts at `first`, which must end with it; 0 where it does not.
fn behindLine(r: u32, first: u32, end: u32) -> u32 {
  var k = first;
  while (k < end && isSpace(byteAt(r, k)) && (params.loose_lines > 0.5 || k == first)) { k++; }
  return select(0u, k, k > first && byteAt(r, k - 1u) == 10u);
}

fn isForm(r: u32, content: vec2u) -> bool {
  var first = content.x;
  var end = content.y;
  if (params.answer_form < 0.5) { return true; }
  if (params.answer_form < 1.5) {
    // Only white space lies between the braces and the line breaks; the one in front ends with a line break.
    let loose = params.loose_lines > 0.5;
    while (loose && first < end && isSpace(byteAt(r, first))) { first++; }
    while (loose && end > first && isSpace(byteAt(r, end - 1u))) { end--; }
    if (end < first + 2u || byteAt(r, first - 1u) != 10u) { return false; }
    for (var k = first; k < end; k++) {
      let b = byteAt(r, k);
      let wanted = select(select(0u, 123u, k == first), 125u, k + 1u == end);
      let isBrace = b == 123u || b == 125u;
      if (isBrace != (wanted > 0u) || (isBrace && b != wanted)) { return false; }
    }
    return true;
  }
  // \boxed{ as bytes.
  let boxed = vec2u(0x786f625cu, 0x007b6465u);
  for (; first + 9u <= end; first++) {
    var k = 0u;
    while (k < 7u && byteAt(r, first + k) == ((boxed[k / 4u] >> (8u * (k & 3u))) & 255u)) { k++; }
    if (k < 7u) { continue; }
    for (var close = first + 8u; close < end; close++) {
      if (byteAt(r, close) == 125u) { return true; }
    }
  }
  return false;
}

fn isLined(r: u32) -> bool {
  var end = spanEnd(r, SPAN_COMPLETION);
  while (params.loose_lines > 0.5 && end > 0u && isSpace(byteAt(r, end - 1u))) { end--; }
  let start = plainTagLength(PLAIN_THINK, false);
  let closing = plainTagLength(PLAIN_ANSWER, true);
  if (end < start + closing || !isPlainTag(r, 0u, end, PLAIN_THINK, false)) { return false; }
  let last = end - closing;
  if (!isPlainTag(r, last, end, PLAIN_ANSWER, true)) { return false; }
  // Any </think> will do that fits.
  for (var i = start; i < last; i++) {
    if (byteAt(r, i) != 60u || !isPlainTag(r, i, last, PLAIN_THINK, true)) { continue; }
    let next = behindLine(r, i + plainTagLength(PLAIN_THINK, true), last);
    if (next == 0u || !isPlainTag(r, next, last, PLAIN_ANSWER, false)) { continue; }
    var ok = true;
    for (var side = 0u; side < 2u && ok; side++) {
      let content = betweenLines(r, select(start, next + closing - 1u, side == 1u), select(i, last, side == 1u));
      ok = content.x <= content.y && (side == 0u || isForm(r, content));
    }
    if (ok) { return true; }
  }
  return false;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn linedFormat(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = select(0.0, 1.0, isLined(r));
}
