// What: whether the completion ends with an answer block.
// Formula: 1 if somewhere <answer> stands, and behind it </answer> with nothing but white space after it.
// Shapes: column (R). Units: 0 or 1.
// Source: VLM-R3 (arXiv 2505.16192), rgrpo.py: format_reward (there 0.5).
// Reward: endsWithAnswer
// Range: [0, 1]
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/namedBlock, 4-rewards/letters, 4-rewards/blanks

override WORKGROUP_SIZE: u32 = 64;

struct EndsWithAnswerParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
}

@group(0) @binding(0) var<uniform> params: EndsWithAnswerParams;

fn endsWell(r: u32) -> bool {
  let text = spanBytes(r, SPAN_COMPLETION);
  var open = 0u;
  for (var i = 0u; i < text.length; i++) {
    if (textByte(text, i) != 60u) { continue; }
    if (open == 0u) {
      open = behindTag(text, i, BLOCK_ANSWER, 0u);
      continue;
    }
    let next = behindTag(text, i, BLOCK_ANSWER, 1u);
    if (next > 0u && behindBlanks(text, next) == text.length) { return true; }
  }
  return false;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn endsWithAnswer(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = select(0.0, 1.0, endsWell(r));
}
