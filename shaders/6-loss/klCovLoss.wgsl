// What: the loss of one token of KL-Cov: unclipped, with a penalty on the tokens whose covariance is largest.
// Formula: ρ = e^x, x = log π − log π_old. L = −ρ·A + selected·c·|x|; then L·policyMask + β·KL (6-loss/terms).
// Shapes: newLogProbs, refLogProbs, logRatios, policyMask, selected (R, T), advantages (R) or (R, T), terms (R, T, 6): see 6-loss/columns.
// Units: nats. TERM_HIGH: selected. At x = 0 the penalty has slope 0, as torch's abs.
// Source: "The entropy mechanism of RL" (arXiv 2505.22617); verl, core_algos.py, compute_policy_loss_kl_cov.
// Uses: common/dispatch, 6-loss/terms, 6-loss/kl, 6-loss/columns

override WORKGROUP_SIZE: u32 = 64;

struct KlCovLossParams {
  count: u32,
  maxTokens: u32,
  advantagePerToken: u32,
  klCoef: f32,
  beta: f32,
  klEstimator: u32,
  klTimesRatio: u32,
  klMax: f32,
}

@group(0) @binding(0) var<uniform> params: KlCovLossParams;
@group(0) @binding(1) var<storage, read> newLogProbs: array<f32>;
@group(0) @binding(2) var<storage, read> refLogProbs: array<f32>;
@group(0) @binding(3) var<storage, read> logRatios: array<f32>;
@group(0) @binding(4) var<storage, read> advantages: array<f32>;
@group(0) @binding(5) var<storage, read> policyMask: array<f32>;
@group(0) @binding(6) var<storage, read> selected: array<f32>;
@group(0) @binding(7) var<storage, read_write> terms: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn klCovLoss(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = linearIndex(gid, groups);
  if (i >= params.count) { return; }
  let ratio = exp(logRatios[i]);
  let advantage = advantageAt(i);
  let x = logRatios[i];
  let penalty = selected[i] * params.klCoef;
  let loss = penalty * abs(x) - ratio * advantage;
  let ratioSlope = penalty * sign(x) - ratio * advantage;
  writeTerms(i, ratio, weighted(i, PolicyTerm(loss, ratioSlope, 0.0, 0.0, selected[i])));
}
