// What: whether the completion begins with a think block and shows a box behind it.
// Formula: 1 if the text begins with <think>, a </think> follows, then \boxed{ and then }; anything may stand between and behind them. With
// loose_tags white space in front of, in and behind the tags does not matter: < / think > is </think>.
// Shapes: column (R). Units: 0 or 1.
// Source: EasyR1 (hiyouga/EasyR1), examples/reward_function/math.py: compute_score, format_reward.
// Reward: thinkThenBox
// Range: [0, 1]
// Knob: loose_tags = 1, 0, 1, white space may stand in front of the first tag and inside of tags
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/letters, 4-rewards/blanks, 4-rewards/literal

override WORKGROUP_SIZE: u32 = 64;

struct ThinkThenBoxParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  loose_tags: f32,
}

@group(0) @binding(0) var<uniform> params: ThinkThenBoxParams;

fn behindGap(text: Text, k: u32) -> u32 {
  if (params.loose_tags < 0.5) { return k; }
  return behindBlanks(text, k);
}

// First byte behind the tag at byte i; 0 where none stands there.
fn behindThinkTag(text: Text, i: u32, closing: bool) -> u32 {
  if (i >= text.length || textByte(text, i) != 60u) { return 0u; }
  var k = behindGap(text, i + 1u);
  if (closing) {
    if (k >= text.length || textByte(text, k) != 47u) { return 0u; }
    k = behindGap(text, k + 1u);
  }
  // think
  if (!literalAt(text, k, vec4u(0x6e696874u, 0x6bu, 0u, 0u), vec4u(0u), 5u)) { return 0u; }
  k = behindGap(text, k + 5u);
  return select(0u, k + 1u, k < text.length && textByte(text, min(k, text.length - 1u)) == 62u);
}

fn hasBox(r: u32) -> bool {
  let text = spanBytes(r, SPAN_COMPLETION);
  // What comes next: 0 = <think>, 1 = </think>, 2 = \boxed{, 3 = }.
  var wanted = 0u;
  for (var i = behindGap(text, 0u); i < text.length; i++) {
    var next = 0u;
    if (wanted < 2u) { next = behindThinkTag(text, i, wanted == 1u); }
    if (wanted == 2u) { next = select(0u, i + 7u, literalAt(text, i, vec4u(0x786f625cu, 0x7b6465u, 0u, 0u), vec4u(0u), 7u)); }
    if (wanted == 3u && textByte(text, i) == 125u) { return true; }
    if (next > 0u) {
      wanted++;
      i = next - 1u;
    } else if (wanted == 0u) {
      return false;
    }
  }
  return false;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn thinkThenBox(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = select(0.0, 1.0, hasBox(r));
}
