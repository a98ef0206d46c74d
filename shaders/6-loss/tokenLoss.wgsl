// What: the loss of one token and its slopes: the heart of GRPO. One invocation a token. Change it and see what happens.
// Formula: ρ = e^logRatio. Clipped (grpo, bnpo, dapo, dr_grpo): L = −min(min(ρ, δ)·A, clamp(ρ, 1 − ε_low, 1 + ε_high)·A), for
// A < 0 at most dualClip·|A|. cispo: L = −min(ρ, ε_high)·A·log π, the ratio detached. Then L·policyMask + β·KL (·ρ where
// klTimesRatio). A flat piece has slope 0; at a kink the slope is that of the unclipped side.
// Shapes: newLogProbs, refLogProbs, logRatios, policyMask (R, T), advantages (R) or (R, T), terms (R, T, 6) = loss,
// dL/d logRatio, dL/d log π, KL, 1 if clipped low, 1 if clipped high. Padding holds numbers that nobody reads.
// Units: nats. delta, dualClip: 0 = off.
// Source: GRPO (arXiv 2402.03300); DAPO; CISPO (arXiv 2506.13585); dual clip (Ye et al. 2020); TRL 1.16, _compute_loss.
// Uses: common/dispatch, 6-loss/kl

override WORKGROUP_SIZE: u32 = 64;

struct TokenLossParams {
  count: u32,
  maxTokens: u32,
  advantagePerToken: u32,
  isCispo: u32,
  epsilonLow: f32,
  epsilonHigh: f32,
  delta: f32,
  dualClip: f32,
  beta: f32,
  klEstimator: u32,
  klTimesRatio: u32,
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
  let advantage = advantages[select(i / params.maxTokens, i, params.advantagePerToken == 1u)];
  let low = 1.0 - params.epsilonLow;
  let high = 1.0 + params.epsilonHigh;
  var loss = 0.0;
  var ratioSlope = 0.0;
  var logProbSlope = 0.0;
  var isLow = false;
  var isHigh = false;

  if (params.isCispo == 1u) {
    let weight = min(ratio, params.epsilonHigh);
    loss = -weight * advantage * newLogProbs[i];
    logProbSlope = -weight * advantage;
    isHigh = ratio > params.epsilonHigh && advantage > 0.0;
  } else {
    let isCapped = params.delta > 0.0 && ratio > params.delta;
    let capped = select(ratio, params.delta, isCapped);
    let clipped = clamp(ratio, low, high);
    loss = -min(capped * advantage, clipped * advantage);
    let isUnclipped = capped * advantage <= clipped * advantage;
    let isFlat = select(ratio < low || ratio > high, isCapped, isUnclipped);
    ratioSlope = select(-ratio * advantage, 0.0, isFlat);
    if (params.dualClip > 0.0 && advantage < 0.0 && loss > -params.dualClip * advantage) {
      loss = -params.dualClip * advantage;
      ratioSlope = 0.0;
    }
    isLow = capped < low && advantage < 0.0;
    isHigh = capped > high && advantage > 0.0;
  }
  loss *= policyMask[i];
  ratioSlope *= policyMask[i];
  logProbSlope *= policyMask[i];

  var kl = 0.0;
  if (params.klEstimator > 0u) {
    let x = clamp(refLogProbs[i] - newLogProbs[i], -60.0, 60.0);
    let weight = select(1.0, ratio, params.klTimesRatio == 1u);
    kl = weight * klOf(params.klEstimator, x);
    loss += params.beta * kl;
    ratioSlope += select(0.0, params.beta * kl, params.klTimesRatio == 1u);
    logProbSlope += params.beta * weight * klSlope(params.klEstimator, x);
  }

  terms[6u * i] = loss;
  terms[6u * i + 1u] = ratioSlope;
  terms[6u * i + 2u] = logProbSlope;
  terms[6u * i + 3u] = kl;
  terms[6u * i + 4u] = select(0.0, 1.0, isLow);
  terms[6u * i + 5u] = select(0.0, 1.0, isHigh);
}
