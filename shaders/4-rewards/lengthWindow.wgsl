// What: whether the completion, or its think span, has a length in a window.
// Formula: 1 for length_min ≤ tokens ≤ length_max, outside falling to 0 over length_slope tokens.
// Shapes: column (R). Units: 0…1; lengths in tokens.
// Source: length windows in the manner of L1 (arXiv 2503.04697); DESIGN §3.
// Reward: lengthWindow
// Range: [0, 1]
// Knob: length_min = 8, 0, 4096, fewest tokens with the full reward
// Knob: length_max = 64, 0, 4096, most tokens with the full reward
// Knob: length_slope = 16, 1, 4096, tokens over which the reward falls to 0
// Knob: length_of_think = 0, 0, 1, count the tokens of the think span
// Needs: tokenSpans
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct LengthWindowParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  length_min: f32,
  length_max: f32,
  length_slope: f32,
  length_of_think: f32,
}

@group(0) @binding(0) var<uniform> params: LengthWindowParams;

fn countedTokens(r: u32) -> f32 {
  if (params.length_of_think < 0.5) { return f32(tokenCount(r)); }
  var count = 0.0;
  for (var t = 0u; t < params.maxTokens; t++) {
    if (isInSpan(tokenSignal(SIGNAL_TOKEN_SPANS, r, t), SPAN_THINK)) { count += 1.0; }
  }
  return count;
}

fn windowScore(tokens: f32) -> f32 {
  let outside = max(max(params.length_min - tokens, tokens - params.length_max), 0.0);
  return clamp(1.0 - outside / params.length_slope, 0.0, 1.0);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn lengthWindow(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = windowScore(countedTokens(r));
}
