// What: the loss of one token of CISPO: the ratio is capped and detached, so that capped tokens still give a gradient.
// Formula: ρ = e^logRatio, detached. L = −min(ρ, ε_high)·A·log π; then L·policyMask + β·KL (6-loss/terms).
// Shapes: newLogProbs, refLogProbs, logRatios, policyMask (R, T), advantages (R) or (R, T), terms (R, T, 6): see 6-loss/columns.
// Units: nats. epsilonHigh is the largest ratio itself, not 1 + ε. TERM_HIGH: 1 where ρ > ε_high and A > 0.
// Source: CISPO (arXiv 2506.13585), equations 4 and 5; TRL 1.16, _compute_loss.
// Uses: common/dispatch, 6-loss/terms, 6-loss/kl, 6-loss/columns

override WORKGROUP_SIZE: u32 = 64;

struct CispoLossParams {
  count: u32,
  maxTokens: u32,
  advantagePerToken: u32,
  epsilonHigh: f32,
  beta: f32,
  klEstimator: u32,
  klTimesRatio: u32,
  klMax: f32,
}

@group(0) @binding(0) var<uniform> params: CispoLossParams;
@group(0) @binding(1) var<storage, read> newLogProbs: array<f32>;
@group(0) @binding(2) var<storage, read> refLogProbs: array<f32>;
@group(0) @binding(3) var<storage, read> logRatios: array<f32>;
@group(0) @binding(4) var<storage, read> advantages: array<f32>;
@group(0) @binding(5) var<storage, read> policyMask: array<f32>;
@group(0) @binding(6) var<storage, read_write> terms: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn cispoLoss(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = linearIndex(gid, groups);
  if (i >= params.count) { return; }
  let ratio = exp(logRatios[i]);
  let advantage = advantageAt(i);
  let weight = min(ratio, params.epsilonHigh);
  let isHigh = ratio > params.epsilonHigh && advantage > 0.0;
  let loss = -weight * advantage * newLogProbs[i];
  writeTerms(i, ratio, weighted(i, PolicyTerm(loss, 0.0, -weight * advantage, 0.0, flag(isHigh))));
}
