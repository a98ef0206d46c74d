// What: the loss of one token of SAPO: a smooth gate in place of the clip. One invocation per token.
// Formula: ρ = e^logRatio, τ = τ_pos for A > 0, else τ_neg. g = sigmoid(τ·(ρ − 1)). L = −A·(4/τ)·g, dL/dlog ρ = −A·4·g·(1 − g)·ρ,
// which is −A at ρ = 1; then L·policyMask + β·KL (6-loss/terms).
// Shapes: newLogProbs, refLogProbs, logRatios, policyMask (R, T), advantages (R) or (R, T), terms (R, T, 6): see 6-loss/columns.
// Units: nats.
// Source: SAPO (arXiv 2511.20347); TRL 1.16, _compute_loss.
// Uses: common/dispatch, 6-loss/terms, 6-loss/kl, 6-loss/columns

override WORKGROUP_SIZE: u32 = 64;

struct SapoLossParams {
  count: u32,
  maxTokens: u32,
  advantagePerToken: u32,
  temperaturePos: f32,
  temperatureNeg: f32,
  beta: f32,
  klEstimator: u32,
  klTimesRatio: u32,
  klMax: f32,
}

@group(0) @binding(0) var<uniform> params: SapoLossParams;
@group(0) @binding(1) var<storage, read> newLogProbs: array<f32>;
@group(0) @binding(2) var<storage, read> refLogProbs: array<f32>;
@group(0) @binding(3) var<storage, read> logRatios: array<f32>;
@group(0) @binding(4) var<storage, read> advantages: array<f32>;
@group(0) @binding(5) var<storage, read> policyMask: array<f32>;
@group(0) @binding(6) var<storage, read_write> terms: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn sapoLoss(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = linearIndex(gid, groups);
  if (i >= params.count) { return; }
  let ratio = exp(logRatios[i]);
  let advantage = advantageAt(i);
  let temperature = select(params.temperatureNeg, params.temperaturePos, advantage > 0.0);
  let gate = 1.0 / (1.0 + exp(-min(temperature * (ratio - 1.0), 80.0)));
  let loss = -advantage * 4.0 / temperature * gate;
  let ratioSlope = -advantage * 4.0 * (gate * (1.0 - gate) * ratio);
  writeTerms(i, ratio, weighted(i, PolicyTerm(loss, ratioSlope, 0.0, 0.0, 0.0)));
}
