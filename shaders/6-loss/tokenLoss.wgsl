// What: the clipped loss of one token and its slopes: the heart of GRPO. One invocation per token. Change it and see what happens.
// Formula: ρ = e^logRatio. L = −min(min(ρ, δ)·A, clamp(ρ, 1 − ε_low, 1 + ε_high)·A), for A < 0 at most dualClip·|A|; then
// L·policyMask + β·KL (6-loss/terms). A flat piece has slope 0; at a kink the slope is that of the unclipped side.
// Shapes: newLogProbs, refLogProbs, logRatios, policyMask (R, T), advantages (R) or (R, T), terms (R, T, 6): see 6-loss/columns.
// Units: nats. delta, dualClip, klMax, klGap: 0 = off.
// Source: GRPO (arXiv 2402.03300); DAPO (arXiv 2503.14476); dual clip (Ye et al. 2020); TRL 1.16, _compute_loss.
// Uses: common/dispatch, 6-loss/terms, 6-loss/kl, 6-loss/columns

override WORKGROUP_SIZE: u32 = 64;

struct TokenLossParams {
  count: u32,
  maxTokens: u32,
  advantagePerToken: u32,
  epsilonLow: f32,
  epsilonHigh: f32,
  delta: f32,
  dualClip: f32,
  beta: f32,
  klEstimator: u32,
  klTimesRatio: u32,
  klMax: f32,
  klGap: f32,
}

@group(0) @binding(0) var<uniform> params: TokenLossParams;
@group(0) @binding(1) var<storage, read> newLogProbs: array<f32>;
@group(0) @binding(2) var<storage, read> refLogProbs: array<f32>;
@group(0) @binding(3) var<storage, read> logRatios: array<f32>;
@group(0) @binding(4) var<storage, read> advantages: array<f32>;
@group(0) @binding(5) var<storage, read> policyMask: array<f32>;
@group(0) @binding(6) var<storage, read_write> terms: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn tokenLoss(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = linearIndex(gid, groups);
  if (i >= params.count) { return; }
  let ratio = exp(logRatios[i]);
  let advantage = advantageAt(i);
  let low = 1.0 - params.epsilonLow;
  let high = 1.0 + params.epsilonHigh;
  let isCapped = params.delta > 0.0 && ratio > params.delta;
  let capped = select(ratio, params.delta, isCapped);
  let clipped = clamp(ratio, low, high);
  var loss = -min(capped * advantage, clipped * advantage);
  let isUnclipped = capped * advantage <= clipped * advantage;
  let isFlat = select(ratio < low || ratio > high, isCapped, isUnclipped);
  var ratioSlope = select(-ratio * advantage, 0.0, isFlat);
  if (params.dualClip > 0.0 && advantage < 0.0 && loss > -params.dualClip * advantage) {
    loss = -params.dualClip * advantage;
    ratioSlope = 0.0;
  }
  let isLow = capped < low && advantage < 0.0;
  let isHigh = capped > high && advantage > 0.0;
  let term = weighted(i, PolicyTerm(loss, ratioSlope, 0.0, flag(isLow), flag(isHigh)));
  writeTermsWithin(i, ratio, term, params.klGap);
}
