// What: a bonus for a right answer that was reached with a look; looking alone earns nothing, and looking often no more than looking once.
// Formula: 1 if at least one picture came back and the signal correct is above least, else 0. Pictures: the signal looks, and the marks
// <|vision_start|><|image_pad|> in the text.
// Shapes: column (R). Units: 0 or 1.
// Source: DeepEyes (arXiv 2505.14362), vl_agent.py: tool_reward.
// Reward: toolBonus
// Range: [0, 1]
// Knob: least = 0.5, 0, 1, an answer is right above this
// Signal: looks = looks/count
// Signal: correct = reward/judgedAnswer
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/literal

override WORKGROUP_SIZE: u32 = 64;

struct ToolBonusParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  least: f32,
}

@group(0) @binding(0) var<uniform> params: ToolBonusParams;

@compute @workgroup_size(WORKGROUP_SIZE)
fn toolBonus(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  // <|vision_start|><|image_pad|>
  let low = vec4u(0x69767c3cu, 0x6e6f6973u, 0x6174735fu, 0x3e7c7472u);
  let high = vec4u(0x6d697c3cu, 0x5f656761u, 0x7c646170u, 0x3eu);
  let looked = rolloutSignal(SIGNAL_LOOKS, r) > 0.5 || literalCount(spanBytes(r, SPAN_COMPLETION), low, high, 29u).x > 0u;
  column[r] = select(0.0, 1.0, looked && rolloutSignal(SIGNAL_CORRECT, r) > params.least);
}
