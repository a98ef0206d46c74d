// What: whether the completion begins to think at once: the opening tag stands in front of everything, on a line of its own.
// Formula: 1 if the text begins with <think> and a line break. Whether the tag is ever closed does not matter.
// Shapes: column (R). Units: 0 or 1.
// Source: Graph-R1 (Graph-Reasoner/Graph-R1), grapharena_repeat_aggressive.py: format_reward.
// Reward: beginsThinking
// Range: [0, 1]
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/literal

override WORKGROUP_SIZE: u32 = 64;

struct BeginsThinkingParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
}

@group(0) @binding(0) var<uniform> params: BeginsThinkingParams;

@compute @workgroup_size(WORKGROUP_SIZE)
fn beginsThinking(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  // <think> and a line break
  let begins = literalAt(spanBytes(r, SPAN_COMPLETION), 0u, vec4u(0x6968743cu, 0x0a3e6b6eu, 0u, 0u), vec4u(0u), 8u);
  column[r] = select(0.0, 1.0, begins);
}
