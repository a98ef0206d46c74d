// What: the loss of one token of DPPO: tokens whose probability has already moved too far the way A pushes it are left out.
// Formula: p, q = π, π_old of the token. Divergence: TV |p − q|, or KL of "this token or another": q·log(q/p) +
// (1 − q)·log((1 − q + 1e-8)/(1 − p + 1e-8)). Left out: A > 0, p > q and divergence > ε_high; A ≤ 0, p < q and divergence > ε_low.
// Else L = −min(ρ, c)·A·log π, the ratio detached; then L·policyMask + β·KL (6-loss/terms).
// Shapes: newLogProbs, refLogProbs, logRatios, policyMask (R, T), advantages (R) or (R, T), terms (R, T, 6): see 6-loss/columns.
// Units: nats; divergence in probability (TV) or nats (KL). logRatios of tokens, not of sequences.
// Source: DPPO (arXiv 2602.04879); verl, core_algos.py, compute_policy_loss_dppo_tv and _kl.
// Uses: common/dispatch, 6-loss/terms, 6-loss/kl, 6-loss/columns

override WORKGROUP_SIZE: u32 = 64;

struct DppoLossParams {
  count: u32,
  maxTokens: u32,
  advantagePerToken: u32,
  epsilonLow: f32,
  epsilonHigh: f32,
  mostRatio: f32,
  isKl: u32,
  beta: f32,
  klEstimator: u32,
  klTimesRatio: u32,
  klMax: f32,
}

@group(0) @binding(0) var<uniform> params: DppoLossParams;
@group(0) @binding(1) var<storage, read> newLogProbs: array<f32>;
@group(0) @binding(2) var<storage, read> refLogProbs: array<f32>;
@group(0) @binding(3) var<storage, read> logRatios: array<f32>;
@group(0) @binding(4) var<storage, read> advantages: array<f32>;
@group(0) @binding(5) var<storage, read> policyMask: array<f32>;
@group(0) @binding(6) var<storage, read_write> terms: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn dppoLoss(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = linearIndex(gid, groups);
  if (i >= params.count) { return; }
  let ratio = exp(logRatios[i]);
  let advantage = advantageAt(i);
  let now = exp(newLogProbs[i]);
  let then = exp(newLogProbs[i] - logRatios[i]);
  var divergence = abs(now - then);
  if (params.isKl == 1u) {
    // A certain token's log-prob can be rounded to just above 0.
    let restNow = max(1.0 - now, 0.0);
    let restThen = max(1.0 - then, 0.0);
    divergence = restThen * log((restThen + 1e-8) / (restNow + 1e-8)) - then * logRatios[i];
  }
  let isHigh = advantage > 0.0 && now > then && divergence > params.epsilonHigh;
  let isLow = advantage <= 0.0 && now < then && divergence > params.epsilonLow;
  let weight = select(min(ratio, params.mostRatio), 0.0, isLow || isHigh);
  let loss = -weight * advantage * newLogProbs[i];
  writeTerms(i, ratio, weighted(i, PolicyTerm(loss, 0.0, -weight * advantage, flag(isLow), flag(isHigh))));
}
