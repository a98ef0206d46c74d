// What: the loss of the tokens of a completion by VESPO: log π weighted by a gamma weight of the whole sequence. One workgroup
// per rollout.
// Formula: S = Σ logRatio over own tokens (each within ±20), within log 1e-8 … 20; W = e^S. φ = e^(λ + k·S − λ·W) = W^k·e^(λ·(1 − W)),
// detached, k and λ by the sign of A (A ≥ 0: pos). L = −φ·A·log π; then L·policyMask + β·KL (6-loss/terms).
// Shapes: newLogProbs, refLogProbs, logRatios, policyMask, mask (R, T), advantages (R) or (R, T), terms (R, T, 6): see 6-loss/columns.
// Units: nats. TERM_HIGH: φ. With ratios of the sequence the mean, repeated, has the same sum.
// Source: VESPO (arXiv 2602.10693); TRL 1.16, get_gamma_weights.
// Uses: common/dispatch, common/reduce, 6-loss/terms, 6-loss/kl, 6-loss/columns

override WORKGROUP_SIZE: u32 = 64;

struct VespoLossParams {
  count: u32,
  maxTokens: u32,
  advantagePerToken: u32,
  kPos: f32,
  lambdaPos: f32,
  kNeg: f32,
  lambdaNeg: f32,
  beta: f32,
  klEstimator: u32,
  klTimesRatio: u32,
  klMax: f32,
}

@group(0) @binding(0) var<uniform> params: VespoLossParams;
@group(0) @binding(1) var<storage, read> newLogProbs: array<f32>;
@group(0) @binding(2) var<storage, read> refLogProbs: array<f32>;
@group(0) @binding(3) var<storage, read> logRatios: array<f32>;
@group(0) @binding(4) var<storage, read> advantages: array<f32>;
@group(0) @binding(5) var<storage, read> policyMask: array<f32>;
@group(0) @binding(6) var<storage, read> mask: array<f32>;
@group(0) @binding(7) var<storage, read_write> terms: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn vespoLoss(
  @builtin(workgroup_id) wid: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let start = linearWorkgroup(wid, groups) * params.maxTokens;
  if (start >= params.count) { return; }
  let end = start + params.maxTokens;
  var own = 0.0;
  for (var i = start + lane; i < end; i += WORKGROUP_SIZE) {
    if (mask[i] > 0.5) { own += clamp(logRatios[i], -20.0, 20.0); }
  }
  let logWeight = clamp(workgroupSum(lane, own), -18.420681, 20.0);
  let weight = exp(logWeight);
  for (var i = start + lane; i < end; i += WORKGROUP_SIZE) {
    let advantage = advantageAt(i);
    let k = select(params.kNeg, params.kPos, advantage >= 0.0);
    let lambda = select(params.lambdaNeg, params.lambdaPos, advantage >= 0.0);
    let phi = exp(lambda * (1.0 - weight) + k * logWeight);
    let loss = -phi * advantage * newLogProbs[i];
    writeTerms(i, exp(logRatios[i]), weighted(i, PolicyTerm(loss, 0.0, -phi * advantage, 0.0, phi)));
  }
}
