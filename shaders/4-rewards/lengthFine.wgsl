// What: a fine for answers that are shorter, or also longer, than the right answers of the group.
// Formula: L = tokens, L* = reference. −min(1, max(0, (τL* − L)/(τL*))) with τ = length_share; with both_sides
// −min(1, |L − L*|/L*). 0 where L* = 0, which is where nobody is right.
// Shapes: column (R). Units: a share of the reference, −1…0.
// Source: Hybrid-MAR (arXiv 2510.05283): too short answers, by the reviews of its ICLR 2026 submission, which name P_max (here the
// weight) and τ but no formula: the straight line is ours. both_sides: ours, from the abstract alone.
// Reward: lengthFine
// Range: [-1, 0]
// Knob: length_share = 0.5, 0.01, 10, answers shorter than this share of the reference are fined
// Knob: both_sides = 0, 0, 1, fine every distance from the reference
// Signal: reference = reward/rightLength
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct LengthFineParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  length_share: f32,
  both_sides: f32,
}

@group(0) @binding(0) var<uniform> params: LengthFineParams;

fn fine(tokens: f32, wanted: f32) -> f32 {
  if (wanted <= 0.0) { return 0.0; }
  if (params.both_sides > 0.5) { return -min(abs(tokens - wanted) / wanted, 1.0); }
  let least = params.length_share * wanted;
  return -clamp((least - tokens) / least, 0.0, 1.0);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn lengthFine(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = fine(f32(tokenCount(r)), rolloutSignal(SIGNAL_REFERENCE, r));
}
