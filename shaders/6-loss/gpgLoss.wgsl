// What: the loss of one token of GPG: the plain policy gradient, with no ratio, no clip. One invocation per token.
// Formula: L = −A·log π; then L·policyMask + β·KL (6-loss/terms).
// Shapes: newLogProbs, refLogProbs, logRatios, policyMask (R, T), advantages (R) or (R, T), terms (R, T, 6): see 6-loss/columns.
// Units: nats.
// Source: GPG (arXiv 2504.02546); verl, core_algos.py, compute_policy_loss_gpg.
// Uses: common/dispatch, 6-loss/terms, 6-loss/kl, 6-loss/columns

override WORKGROUP_SIZE: u32 = 64;

struct GpgLossParams {
  count: u32,
  maxTokens: u32,
  advantagePerToken: u32,
  beta: f32,
  klEstimator: u32,
  klTimesRatio: u32,
  klMax: f32,
}

@group(0) @binding(0) var<uniform> params: GpgLossParams;
@group(0) @binding(1) var<storage, read> newLogProbs: array<f32>;
@group(0) @binding(2) var<storage, read> refLogProbs: array<f32>;
@group(0) @binding(3) var<storage, read> logRatios: array<f32>;
@group(0) @binding(4) var<storage, read> advantages: array<f32>;
@group(0) @binding(5) var<storage, read> policyMask: array<f32>;
@group(0) @binding(6) var<storage, read_write> terms: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn gpgLoss(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = linearIndex(gid, groups);
  if (i >= params.count) { return; }
  let ratio = exp(logRatios[i]);
  let advantage = advantageAt(i);
  writeTerms(i, ratio, weighted(i, PolicyTerm(-advantage * newLogProbs[i], 0.0, -advantage, 0.0, 0.0)));
}
