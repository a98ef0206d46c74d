// What: whether the thinking has a length in a window: short thoughts are paid, long ones are not.
// Formula: 1 if think_min_chars ≤ characters of trim(thinking) ≤ think_max_chars, else 0; the thinking is what stands between the
// first <think> and the next </think>; 0 without them. Defaults: fewer than 10 characters.
// Shapes: column (R). Units: 0 or 1; lengths in characters (code points of UTF-8).
// Source: ReFine-RFT (arXiv 2601.06993), reward_func.py: think_punishment_reward (length < max_len = 10), think_length_reward (its
// study of windows: both ends included).
// Reward: thinkLength
// Range: [0, 1]
// Knob: think_min_chars = 0, 0, 4096, fewest characters that are paid
// Knob: think_max_chars = 9, 0, 4096, most characters that are paid
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/plainTags

override WORKGROUP_SIZE: u32 = 64;

struct ThinkLengthParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  think_min_chars: f32,
  think_max_chars: f32,
}

@group(0) @binding(0) var<uniform> params: ThinkLengthParams;

fn isInWindow(r: u32) -> bool {
  let end = spanEnd(r, SPAN_COMPLETION);
  let first = findPlainTag(r, 0u, end, PLAIN_THINK, false) + plainTagLength(PLAIN_THINK, false);
  if (first > end) { return false; }
  let last = findPlainTag(r, first, end, PLAIN_THINK, true);
  if (last >= end) { return false; }
  let thinking = trimmed(Text(0u, r, first, last - first), false);
  var characters = 0u;
  for (var k = 0u; k < thinking.length; k++) {
    // Bytes 10xxxxxx go on with a character.
    if ((textByte(thinking, k) & 0xc0u) != 0x80u) { characters++; }
  }
  return f32(characters) >= params.think_min_chars && f32(characters) <= params.think_max_chars;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn thinkLength(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = select(0.0, 1.0, isInWindow(r));
}
