// What: hands the advantage of a rollout, or of its units, to the tokens that it is about. One invocation per token.
// Formula: total[r,t] = total[r,t] + weight[p]·A[source[r], unitOf[r,t]]; 0 where unitOf = −1. With isFirst = 1 nothing is
// added to: total[r,t] = weight[p]·A.
// Shapes: advantages (R, U; U = 1 for one number per rollout), weight (P), source (R), unitOf (R, T), total (R, T).
// Units: source[r] = r, or another rollout with shuffle_advantages.
// Source: GRPO (arXiv 2402.03300): A_{i,t} = A_i for every token of the completion.
// Uses: common/dispatch

override WORKGROUP_SIZE: u32 = 64;

struct SpreadToTokensParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  units: u32,
  isFirst: u32,
}

@group(0) @binding(0) var<uniform> params: SpreadToTokensParams;
@group(0) @binding(1) var<storage, read> advantages: array<f32>;
@group(0) @binding(2) var<storage, read> weight: array<f32>;
@group(0) @binding(3) var<storage, read> source: array<u32>;
@group(0) @binding(4) var<storage, read> unitOf: array<i32>;
@group(0) @binding(5) var<storage, read_write> total: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn spreadToTokens(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = linearIndex(gid, groups);
  if (i >= params.rollouts * params.maxTokens) { return; }
  let r = i / params.maxTokens;
  let unit = unitOf[i];
  var own = 0.0;
  if (unit >= 0) { own = weight[r / params.generations] * advantages[source[r] * params.units + u32(unit)]; }
  total[i] = select(total[i] + own, own, params.isFirst == 1u);
}
