// What: whether the answer follows from the thinking: the answer's text occurs in the think span.
// Formula: 1 if the answer, folded and trimmed, is not empty and occurs in the think span as whole words.
// Shapes: column (R). Units: 0 or 1.
// Source: consistency rewards in the manner of R1-Reward and GThinker; DESIGN §3 (thinking).
// Reward: answerInThink
// Range: [0, 1]
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct AnswerInThinkParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
}

@group(0) @binding(0) var<uniform> params: AnswerInThinkParams;

@compute @workgroup_size(WORKGROUP_SIZE)
fn answerInThink(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = select(0.0, 1.0, contains(spanBytes(r, SPAN_THINK), trimmed(spanBytes(r, SPAN_ANSWER), true)));
}
