// What: the columns of all rewards → one reward per rollout.
// Formula: reward_r = Σ_k weight_k · column_k[r], in the order of the columns (TRL: sum_then_normalize).
// Shapes: columns (K, R), weights (K), reward (R).
// Units: those of the rewards.
// Source: TRL 1.16, reward_weights.
// Uses: common/dispatch

override WORKGROUP_SIZE: u32 = 64;

struct WeightedSumParams {
  rollouts: u32,
  columnCount: u32,
}

@group(0) @binding(0) var<uniform> params: WeightedSumParams;
@group(0) @binding(1) var<storage, read> columns: array<f32>;
@group(0) @binding(2) var<storage, read> weights: array<f32>;
@group(0) @binding(3) var<storage, read_write> reward: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn weightedSum(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  var total = 0.0;
  for (var k = 0u; k < params.columnCount; k++) { total += weights[k] * columns[k * params.rollouts + r]; }
  reward[r] = total;
}
