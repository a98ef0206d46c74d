// What: pays a program that draws a picture, and more the less a judge finds wrong with it.
// Formula: 0 where there is no program (4-rewards/codeBlock), where it was not rendered (rendered < 0.5), or where the picture is blank (blank ≥ 0.5);
// else base + gain·clip(1 − S/most, 0, 1) with S = the signal severity. Below 0 its reply could not be read, and S = unread; below −1.5
// nobody could be asked, and it is 0.
// Shapes: column (R). Units: 0, or base … base + gain.
// Source: Visual-ERM (InternLM/Visual-ERM), rl_scripts/reward_func/omnirender_rm_v3.py: compute_score, severity_to_reward.
// Reward: renderedScore
// Range: [0, 1000]
// Knob: base = 1, 0, 100, for a picture
// Knob: gain = 1, 0, 100, for one that nothing is wrong with
// Knob: most = 50, 1, 100000, from this sum of severities on there is no gain
// Knob: unread = 25, 0, 100000, the sum that stands for a reply that cannot be read
// Signal: rendered = render/ok
// Signal: blank = render/blank
// Signal: severity = judge/severity
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/letters, 4-rewards/blanks, 4-rewards/literal, 4-rewards/codeBlock

override WORKGROUP_SIZE: u32 = 64;

struct RenderedScoreParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  base: f32,
  gain: f32,
  most: f32,
  unread: f32,
}

@group(0) @binding(0) var<uniform> params: RenderedScoreParams;

fn renderedOf(r: u32) -> f32 {
  let severity = rolloutSignal(SIGNAL_SEVERITY, r);
  let isDrawn = rolloutSignal(SIGNAL_RENDERED, r) >= 0.5 && rolloutSignal(SIGNAL_BLANK, r) < 0.5;
  if (!isDrawn || severity < -1.5 || codeBlock(spanBytes(r, SPAN_COMPLETION)).language == NO_LANGUAGE) { return 0.0; }
  let sum = select(severity, params.unread, severity < 0.0);
  return params.base + params.gain * clamp(1.0 - sum / params.most, 0.0, 1.0);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn renderedScore(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = renderedOf(r);
}
