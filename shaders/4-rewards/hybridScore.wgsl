// What: the score of a rule where the answer can be checked, and that of a model where it cannot.
// Formula: c·rule + (1 − c)·model, c = confidence of the rule.
// Shapes: column (R). Units: those of the two scores (0…1).
// Source: Hybrid-MAR (arXiv 2510.05283), abstract; by the reviews of its ICLR 2026 submission c is 0 or 1.
// Reward: hybridScore
// Range: [-1000000, 1000000]
// Signal: confidence = reward/checkable
// Signal: rule = reward/answerFolded
// Signal: model = judge/score
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct HybridScoreParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
}

@group(0) @binding(0) var<uniform> params: HybridScoreParams;

@compute @workgroup_size(WORKGROUP_SIZE)
fn hybridScore(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let c = rolloutSignal(SIGNAL_CONFIDENCE, r);
  column[r] = c * rolloutSignal(SIGNAL_RULE, r) + (1.0 - c) * rolloutSignal(SIGNAL_MODEL, r);
}
