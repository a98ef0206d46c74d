// What: what a side model that has learnt from outcomes says of a whole answer: the score after its last step.
// Formula: column = coef·Σ_t mask·(log φ − log π_ref), at least −10 and at most 10.
// Shapes: column (R). Units: those of a reward; coef in 1/nat.
// Source: Implicit PRM (arXiv 2412.01981), eval: accumulated scores, coef 0.001 in best-of-N, 0.005 in ProcessBench; the bound is ours.
// Reward: implicitScore
// Range: [-10, 10]
// Knob: coef = 0.05, 0, 10, what a nat of log-ratio is worth
// Signal: side = phi/logProb
// Needs: mask, ref/logProb
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct ImplicitScoreParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  coef: f32,
}

@group(0) @binding(0) var<uniform> params: ImplicitScoreParams;

@compute @workgroup_size(WORKGROUP_SIZE)
fn implicitScore(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  var sum = 0.0;
  for (var t = 0u; t < params.maxTokens; t++) {
    if (tokenSignal(SIGNAL_MASK, r, t) < 0.5) { continue; }
    sum += tokenSignal(SIGNAL_SIDE, r, t) - tokenSignal(SIGNAL_REF_LOG_PROB, r, t);
  }
  column[r] = clamp(params.coef * sum, -10.0, 10.0);
}
