// What: fines a completion that is stuck: a stretch of text that follows itself again and again.
// Formula: −1 if for some character i and some length L that is tried, `times` copies of the L characters from i on stand one behind the other; else
// 0. Tried are the lengths of a search by halves between shortest and ⌊(characters from i on)/times⌋: the middle one, rounded down, and
// then always the middle of the longer half. It misses loops whose length lies elsewhere, most often where much text follows; every_length
// tries them all.
// Shapes: column (R). Units: −1 or 0; lengths in characters.
// Source: Graph-R1 (Graph-Reasoner/Graph-R1), grapharena_repeat_aggressive.py: detect_repeat; string-repetition 0.1.0, the search. every_length
// is ours.
// Reward: stuckText
// Range: [-1, 0]
// Knob: shortest = 20, 1, 1000, shorter stretches may repeat
// Knob: times = 5, 2, 100, so many copies in a row are fined
// Knob: every_length = 0, 0, 1, try every length instead of those of the search
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/literal

override WORKGROUP_SIZE: u32 = 64;

struct StuckTextParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  shortest: f32,
  times: f32,
  every_length: f32,
}

@group(0) @binding(0) var<uniform> params: StuckTextParams;

// First byte behind so many characters from byte `start` on.
fn behindCharacters(text: Text, start: u32, count: u32, isAscii: bool) -> u32 {
  if (isAscii) { return start + count; }
  var k = start;
  for (var left = count; k < text.length; k++) {
    if ((textByte(text, k) & 0xc0u) == 0x80u) { continue; }
    if (left == 0u) { break; }
    left--;
  }
  return k;
}

// Copies of the same bytes are copies of the same characters.
fn isRepeated(text: Text, start: u32, size: u32, times: u32) -> bool {
  let rest = size * (times - 1u);
  if (start + size + rest > text.length) { return false; }
  var k = 0u;
  while (k < rest && textByte(text, start + k) == textByte(text, start + k + size)) { k++; }
  return k == rest;
}

fn isStuck(r: u32) -> bool {
  let text = spanBytes(r, SPAN_COMPLETION);
  let shortest = u32(round(params.shortest));
  let times = u32(round(params.times));
  var left = characterCount(text);
  let isAscii = left == text.length;
  for (var i = 0u; i < text.length && left >= shortest * times; i++) {
    if ((textByte(text, i) & 0xc0u) == 0x80u) { continue; }
    var low = shortest;
    let high = left / times;
    while (low <= high) {
      let length = select((low + high) / 2u, low, params.every_length > 0.5);
      if (isRepeated(text, i, behindCharacters(text, i, length, isAscii) - i, times)) { return true; }
      low = length + 1u;
    }
    left--;
  }
  return false;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn stuckText(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = select(0.0, -1.0, isStuck(r));
}
