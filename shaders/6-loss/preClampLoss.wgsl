// What: the clipped loss of one token whose ratio is kept within bounds before anything else: no spike overflows.
// Formula: ρ = e^clamp(logRatio, −c, c), c = mostLogRatio. L = −min(ρ·A, clamp(ρ, 1 − ε_low, 1 + ε_high)·A); then L·policyMask + β·KL
// (6-loss/terms). Outside of ±c the slope is 0, but with A < 0 the loss itself still grows to e^c·|A|; at a kink the slope is that of
// the unclipped side.
// Shapes: newLogProbs, refLogProbs, logRatios, policyMask (R, T), advantages (R) or (R, T), terms (R, T, 6): see 6-loss/columns.
// Units: nats.
// Source: R1-Reward (arXiv 2505.02835), StableReinforce; yfzhang114/r1_reward, openrlhf/models/loss.py, PolicyLoss.forward.
// Uses: common/dispatch, 6-loss/terms, 6-loss/kl, 6-loss/columns

override WORKGROUP_SIZE: u32 = 64;

struct PreClampLossParams {
  count: u32,
  maxTokens: u32,
  advantagePerToken: u32,
  epsilonLow: f32,
  epsilonHigh: f32,
  mostLogRatio: f32,
  beta: f32,
  klEstimator: u32,
  klTimesRatio: u32,
  klMax: f32,
}

@group(0) @binding(0) var<uniform> params: PreClampLossParams;
@group(0) @binding(1) var<storage, read> newLogProbs: array<f32>;
@group(0) @binding(2) var<storage, read> refLogProbs: array<f32>;
@group(0) @binding(3) var<storage, read> logRatios: array<f32>;
@group(0) @binding(4) var<storage, read> advantages: array<f32>;
@group(0) @binding(5) var<storage, read> policyMask: array<f32>;
@group(0) @binding(6) var<storage, read_write> terms: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn preClampLoss(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = linearIndex(gid, groups);
  if (i >= params.count) { return; }
  let isOutside = abs(logRatios[i]) > params.mostLogRatio;
  let ratio = exp(clamp(logRatios[i], -params.mostLogRatio, params.mostLogRatio));
  let advantage = advantageAt(i);
  let low = 1.0 - params.epsilonLow;
  let high = 1.0 + params.epsilonHigh;
  let clipped = clamp(ratio, low, high);
  let isFlat = isOutside || (ratio * advantage > clipped * advantage);
  let loss = -min(ratio * advantage, clipped * advantage);
  let isLow = ratio < low && advantage < 0.0;
  let isHigh = ratio > high && advantage > 0.0;
  let slope = select(-ratio * advantage, 0.0, isFlat);
  writeTerms(i, exp(logRatios[i]), weighted(i, PolicyTerm(loss, slope, 0.0, flag(isLow), flag(isHigh))));
}
