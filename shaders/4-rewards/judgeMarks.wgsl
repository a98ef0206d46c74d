// What: the mean of the marks that a judge gives to numbered facts. The completion is the judge's reply.
// Formula: marks m_1, m_2, … are what stands in the last <info1>…</info1>, <info2>…</info2>, …, up to the first number that is
// missing: a decimal, cut to 0…1; 0 where it is none. column = Σ m / (number of marks + 1e-6); 0 where there is no mark.
// inf and nan count as 1, −inf as 0, as in the code.
// Shapes: column (R). Units: 0…1.
// Source: Perception-R1 (arXiv 2506.07218), math_with_visual.py: extract_visual_scores, batch_visual_key_info_reward.
// Reward: judgeMarks
// Range: [0, 1]
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/unicode

override WORKGROUP_SIZE: u32 = 64;

struct JudgeMarksParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
}

@group(0) @binding(0) var<uniform> params: JudgeMarksParams;

// Behind <infoN> or </infoN> at byte i; 0 where it does not stand there.
fn behindInfo(text: Text, i: u32, n: u32, isClosing: bool) -> u32 {
  if (textByte(text, i) != 60u) { return 0u; }
  var at = i + 1u;
  if (isClosing) {
    if (at >= text.length || textByte(text, at) != 47u) { return 0u; }
    at++;
  }
  // info
  for (var k = 0u; k < 4u; k++) {
    if (at >= text.length || textByte(text, at) != ((0x6f666e69u >> (8u * k)) & 255u)) { return 0u; }
    at++;
  }
  var read = 0u;
  var digits = 0u;
  while (at < text.length && digits < 4u && isDigit(textByte(text, at)) && (digits > 0u || textByte(text, at) != 48u)) {
    read = read * 10u + textByte(text, at) - 48u;
    digits++;
    at++;
  }
  return select(0u, at + 1u, digits > 0u && read == n && at < text.length && textByte(text, at) == 62u);
}

// The last content of at least one byte; y = 0 where there is none. From the back: the closing tag next behind a tag ends it.
fn lastInfo(text: Text, n: u32) -> vec2u {
  for (var back = text.length; back > 0u; back--) {
    let first = behindInfo(text, back - 1u, n, false);
    if (first == 0u) { continue; }
    for (var i = first + 1u; i < text.length; i++) {
      if (behindInfo(text, i, n, true) > 0u) { return vec2u(first, i); }
    }
  }
  return vec2u(0u);
}

fn markByte(text: Text, i: u32) -> u32 {
  if (i >= text.length) { return 0u; }
  return lowerByte(textByte(text, i));
}

// inf, infinity or nan at byte i, up to the end: 1 = infinity, 2 = no number.
fn wordMark(text: Text, i: u32) -> u32 {
  let letters = vec3u(markByte(text, i), markByte(text, i + 1u), markByte(text, i + 2u));
  if (all(letters == vec3u(110u, 97u, 110u)) && i + 3u == text.length) { return 2u; }
  if (!all(letters == vec3u(105u, 110u, 102u))) { return 0u; }
  // inity
  let rest = all(vec4u(markByte(text, i + 3u), markByte(text, i + 4u), markByte(text, i + 5u), markByte(text, i + 6u))
    == vec4u(105u, 110u, 105u, 116u)) && markByte(text, i + 7u) == 121u;
  return select(0u, 1u, i + 3u == text.length || (rest && i + 8u == text.length));
}

fn mark(content: Text) -> f32 {
  let text = stripped(content);
  var i = 0u;
  let minus = markByte(text, 0u) == 45u;
  if (minus || markByte(text, 0u) == 43u) { i++; }
  let word = wordMark(text, i);
  if (word > 0u) { return select(1.0, 0.0, word == 1u && minus); }
  var value = 0.0;
  var power = 0;
  var digits = 0u;
  var point = false;
  for (; i < text.length; i++) {
    let b = textByte(text, i);
    if (b == 46u && !point) {
      point = true;
      continue;
    }
    if (!isDigit(b)) { break; }
    value = min(value * 10.0 + f32(b - 48u), 1e30);
    power -= select(0, 1, point);
    digits++;
  }
  if (digits > 0u && markByte(text, i) == 101u) {
    i++;
    let down = markByte(text, i) == 45u;
    if (down || markByte(text, i) == 43u) { i++; }
    var exponent = 0;
    let start = i;
    while (i < text.length && isDigit(textByte(text, i))) {
      exponent = min(exponent * 10 + i32(textByte(text, i) - 48u), 1000);
      i++;
    }
    if (i == start) { return 0.0; }
    power += select(exponent, -exponent, down);
  }
  if (digits == 0u || i < text.length || minus) { return 0.0; }
  for (; power < 0 && value > 0.0; power++) { value /= 10.0; }
  for (; power > 0 && value > 0.0 && value < 1.0; power--) { value *= 10.0; }
  return min(value, 1.0);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn judgeMarks(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let text = spanBytes(r, SPAN_COMPLETION);
  var sum = 0.0;
  var n = 1u;
  for (; n < 1000u; n++) {
    let place = lastInfo(text, n);
    if (place.y == 0u) { break; }
    sum += mark(Text(text.origin, text.rollout, text.first + place.x, place.y - place.x));
  }
  column[r] = sum / (f32(n - 1u) + 1e-6);
}
