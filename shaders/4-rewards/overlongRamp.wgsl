// What: a soft punishment for completions that come close to the longest length.
// Formula: 0 for tokens ≤ L − soft_punish_cache; (L − soft_punish_cache − tokens)/soft_punish_cache up to L; −1 beyond.
// L = overlong_length, or max_completion_length where that is 0.
// Shapes: column (R). Units: −1…0; lengths in tokens.
// Source: DAPO (arXiv 2503.14476), equation 13; TRL get_soft_overlong_punishment.
// Reward: overlongRamp
// Range: [-1, 0]
// Knob: soft_punish_cache = 16, 0, 1000000, tokens over which the punishment grows
// Knob: overlong_length = 0, 0, 1000000, longest length; 0 = max_completion_length
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct OverlongRampParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  soft_punish_cache: f32,
  overlong_length: f32,
}

@group(0) @binding(0) var<uniform> params: OverlongRampParams;

fn ramp(tokens: f32) -> f32 {
  let longest = select(params.overlong_length, f32(params.maxTokens), params.overlong_length < 1.0);
  let free = longest - params.soft_punish_cache;
  if (tokens <= free) { return 0.0; }
  if (tokens <= longest) { return (free - tokens) / params.soft_punish_cache; }
  return -1.0;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn overlongRamp(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = ramp(f32(tokenCount(r)));
}
