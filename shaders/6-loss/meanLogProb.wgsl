// What: gradient and sums of a loss on the mean log-probability of tokens. One workgroup per rollout.
// Formula: L = −scale·Σ w_r·mask·log p / tokens, with tokens = Σ w_r·mask; coef = dL/d log p = −scale·w_r·mask/tokens;
// sums_r = −Σ_t w_r·mask·log p.
// Shapes: logProbs, mask, coef (R, T), weights, sums (R). Units: nats.
// Source: PAPO (arXiv 2507.06448), double entropy loss, estimated by −log p of the sampled tokens; MikeWangWZHL/PAPO, dp_actor.py.
// Uses: common/dispatch, common/reduce

override WORKGROUP_SIZE: u32 = 64;

struct MeanLogProbParams {
  rollouts: u32,
  maxTokens: u32,
  scale: f32,
  tokens: f32,
}

@group(0) @binding(0) var<uniform> params: MeanLogProbParams;
@group(0) @binding(1) var<storage, read> logProbs: array<f32>;
@group(0) @binding(2) var<storage, read> mask: array<f32>;
@group(0) @binding(3) var<storage, read> weights: array<f32>;
@group(0) @binding(4) var<storage, read_write> coef: array<f32>;
@group(0) @binding(5) var<storage, read_write> sums: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn meanLogProb(
  @builtin(workgroup_id) wid: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let r = linearWorkgroup(wid, groups);
  if (r >= params.rollouts) { return; }
  let end = (r + 1u) * params.maxTokens;
  var total = 0.0;
  for (var i = r * params.maxTokens + lane; i < end; i += WORKGROUP_SIZE) {
    let weight = weights[r] * mask[i];
    coef[i] = -params.scale * weight / params.tokens;
    // Padding may hold any number; 0 times it need not be 0.
    total -= select(0.0, weight * logProbs[i], weight != 0.0);
  }
  let sum = workgroupSum(lane, total);
  if (lane == 0u) { sums[r] = sum; }
}
