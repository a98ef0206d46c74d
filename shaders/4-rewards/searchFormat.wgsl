// What: whether a rollout that searches has the blocks that it needs, in any order and number.
// Formula: a block is there if its closing tag stands somewhere behind its opening one. form 0: 1 if answer and search are there. form 1: 1 if answer,
// search, select and information are there, 0.5 if only the answer is missing; else 0. What stands on one line from <|im_start|>user to the
// next <|im_end|> is not looked at: what the environment says. Tags do not run across it.
// Shapes: column (R). Units: 0, 0.5 or 1.
// Source: VRAG-RL (Alibaba-NLP/VRAG), reward_score/vrag.py: compute_format_reward_only (0); UniDoc-RL (deepglint/UniDoc-RL), the same (1).
// Reward: searchFormat
// Range: [0, 1]
// Knob: form = 0, 0, 1, 0 = answer and search, 1 = also select and information
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/namedBlock, 4-rewards/literal

override WORKGROUP_SIZE: u32 = 64;

struct SearchFormatParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  form: f32,
}

@group(0) @binding(0) var<uniform> params: SearchFormatParams;

// First byte behind the user's turn that begins at byte i; i where none does.
fn behindTurn(text: Text, i: u32) -> u32 {
  // <|im_start|>user
  if (!literalAt(text, i, vec4u(0x6d697c3cu, 0x6174735fu, 0x3e7c7472u, 0x72657375u), vec4u(0u), 16u)) { return i; }
  for (var k = i + 16u; k < text.length && textByte(text, k) != 10u; k++) {
    // <|im_end|>
    if (literalAt(text, k, vec4u(0x6d697c3cu, 0x646e655fu, 0x3e7cu, 0u), vec4u(0u), 10u)) { return k + 10u; }
  }
  return i;
}

fn formOf(r: u32) -> f32 {
  let text = spanBytes(r, SPAN_COMPLETION);
  let names = vec4u(BLOCK_ANSWER, BLOCK_SEARCH, BLOCK_SELECT, BLOCK_INFORMATION);
  var open = vec4<bool>(false);
  var closed = vec4<bool>(false);
  for (var i = 0u; i < text.length; ) {
    let next = behindTurn(text, i);
    for (var k = 0u; k < 4u && next == i && textByte(text, i) == 60u; k++) {
      let isTag = behindTag(text, i, names[k], select(0u, 1u, open[k])) > 0u;
      closed[k] = closed[k] || (open[k] && isTag);
      open[k] = open[k] || isTag;
    }
    i = max(next, i + 1u);
  }
  if (params.form < 0.5) { return select(0.0, 1.0, closed.x && closed.y); }
  return select(0.0, select(0.5, 1.0, closed.x), closed.y && closed.z && closed.w);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn searchFormat(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = formOf(r);
}
