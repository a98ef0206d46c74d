// What: the loss of a completion by GMPO: the geometric mean of its tokens' clipped ratios. One workgroup per rollout.
// Formula: x = log π − log π_old of a token, s = sign A. y = s·min(s·x, s·clamp(x, −ε_low, ε_high)). ρ = e^(mean y), A = mean of
// the tokens' A. L = −ρ·A for each token (their mean is that of the completion), dL/dx = −ρ·A where y = x, else 0. policyMask
// weighs L; its mean over the completion weighs the slopes. Then + β·KL (6-loss/terms).
// Shapes: newLogProbs, refLogProbs, logRatios, policyMask, mask (R, T), advantages (R) or (R, T), terms (R, T, 6): see 6-loss/columns.
// Units: nats; the clip is one of log-ratios. logRatios of tokens, not of sequences.
// Source: GMPO (arXiv 2507.20673); verl, core_algos.py, compute_policy_loss_geo_mean (it adds 1e-8 to the number of tokens).
// Uses: common/dispatch, common/reduce, 6-loss/terms, 6-loss/kl, 6-loss/columns

override WORKGROUP_SIZE: u32 = 64;

struct GeoMeanLossParams {
  count: u32,
  maxTokens: u32,
  advantagePerToken: u32,
  epsilonLow: f32,
  epsilonHigh: f32,
  beta: f32,
  klEstimator: u32,
  klTimesRatio: u32,
  klMax: f32,
}

@group(0) @binding(0) var<uniform> params: GeoMeanLossParams;
@group(0) @binding(1) var<storage, read> newLogProbs: array<f32>;
@group(0) @binding(2) var<storage, read> refLogProbs: array<f32>;
@group(0) @binding(3) var<storage, read> logRatios: array<f32>;
@group(0) @binding(4) var<storage, read> advantages: array<f32>;
@group(0) @binding(5) var<storage, read> policyMask: array<f32>;
@group(0) @binding(6) var<storage, read> mask: array<f32>;
@group(0) @binding(7) var<storage, read_write> terms: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn geoMeanLoss(
  @builtin(workgroup_id) wid: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let start = linearWorkgroup(wid, groups) * params.maxTokens;
  if (start >= params.count) { return; }
  let end = start + params.maxTokens;
  var sum = vec4f(); // clipped log-ratio, advantage, policyMask, 1
  for (var i = start + lane; i < end; i += WORKGROUP_SIZE) {
    if (mask[i] < 0.5) { continue; }
    let side = sign(advantageAt(i));
    let clipped = clamp(logRatios[i], -params.epsilonLow, params.epsilonHigh);
    sum += vec4f(side * min(side * logRatios[i], side * clipped), advantageAt(i), policyMask[i], 1.0);
  }
  let total = workgroupSum(lane, sum.x);
  let advantageSum = workgroupSum(lane, sum.y);
  let weights = workgroupSum(lane, sum.z);
  let tokens = max(workgroupSum(lane, sum.w), 1.0);
  let loss = -(advantageSum / tokens) * exp(total / tokens);
  for (var i = start + lane; i < end; i += WORKGROUP_SIZE) {
    let advantage = advantageAt(i);
    let isLow = advantage < 0.0 && logRatios[i] < -params.epsilonLow;
    let isHigh = advantage > 0.0 && logRatios[i] > params.epsilonHigh;
    let slope = select(loss * (weights / tokens), 0.0, isLow || isHigh || advantage == 0.0);
    writeTerms(i, exp(logRatios[i]), PolicyTerm(loss * policyMask[i], 0.0, slope, flag(isLow), flag(isHigh)));
  }
}
