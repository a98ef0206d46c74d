// What: pays for text around every look: between two of them, in front of the first one and behind the last one.
// Formula: per_character·(characters of the shortest piece), at most most. The text in front of the first <answer>, without white space at the ends
// and think tags, with every run of white space as one, is parted by {"bbox_2d": […]}, white space in front of the bracket. A piece loses the
// white space at its ends; empty pieces between two looks do not count. by_zoom = 1: <zoom>…</zoom> parts it instead.
// Shapes: column (R). Units: 0…most. Without a look all of the text is the piece.
// Source: VLM-R3 (arXiv 2505.16192), rgrpo.py: length_reward.
// Reward: textBetween
// Range: [0, 1]
// Knob: per_character = 0.01, 0, 1, reward for each character of the shortest piece
// Knob: most = 0.1, 0, 1, longer pieces earn no more
// Knob: by_zoom = 0, 0, 1, zooms part the text instead of JSON objects
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/namedBlock, 4-rewards/letters, 4-rewards/blanks, 4-rewards/literal

override WORKGROUP_SIZE: u32 = 64;

struct TextBetweenParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  per_character: f32,
  most: f32,
  by_zoom: f32,
}

@group(0) @binding(0) var<uniform> params: TextBetweenParams;

// First byte behind the look that starts at byte i; 0 where there is none.
fn behindLook(text: Text, i: u32) -> u32 {
  var k = i;
  let zoom = params.by_zoom > 0.5;
  // <zoom> or {"bbox_2d":
  let low = select(vec4u(0x6262227bu, 0x325f786fu, 0x3a2264u, 0u), vec4u(0x6f6f7a3cu, 0x3e6du, 0u, 0u), zoom);
  let length = select(11u, 6u, zoom);
  if (!literalAt(text, i, low, vec4u(0u), length)) { return 0u; }
  k += length;
  if (zoom) {
    // </zoom>
    while (k < text.length && !literalAt(text, k, vec4u(0x6f7a2f3cu, 0x3e6d6fu, 0u, 0u), vec4u(0u), 7u)) { k++; }
    return select(0u, k + 7u, k < text.length);
  }
  k = behindBlanks(text, k);
  if (k >= text.length || textByte(text, k) != 91u) { return 0u; }
  while (k < text.length && textByte(text, k) != 93u) { k++; }
  return select(0u, k + 2u, k + 1u < text.length && textByte(text, k + 1u) == 125u);
}

fn shortestPiece(r: u32) -> u32 {
  var text = spanBytes(r, SPAN_COMPLETION);
  for (var i = 0u; i < text.length; i++) {
    if (textByte(text, i) == 60u && behindTag(text, i, BLOCK_ANSWER, 0u) > 0u) { text.length = i; }
  }
  var shortest = 0xffffffffu;
  var count = 0u;
  var waits = false;
  var isFirst = true;
  for (var i = 0u; i < text.length; ) {
    let b = textByte(text, i);
    if (b == 60u) {
      let next = max(behindTag(text, i, BLOCK_THINK, 0u), behindTag(text, i, BLOCK_THINK, 1u));
      if (next > 0u) {
        i = next;
        continue;
      }
    }
    if (b == 60u || b == 123u) {
      let next = behindLook(text, i);
      if (next > 0u) {
        if (count > 0u || isFirst) { shortest = min(shortest, count); }
        isFirst = false;
        count = 0u;
        waits = false;
        i = next;
        continue;
      }
    }
    let own = charAt(text, i);
    let blank = isSpaceCode(own.code);
    // White space counts once another character follows.
    count += select(select(1u, 2u, waits && count > 0u), 0u, blank);
    waits = blank;
    i += own.length;
  }
  return min(shortest, count);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn textBetween(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = min(params.most, params.per_character * f32(shortestPiece(r)));
}
