// What: mean and standard deviation of reward columns over the whole batch. One workgroup per column.
// Formula: with d_i = r_i − r_0: mean = r_0 + Σ d/R, std = √(Σ (d − Σ d/R)²/(R − 1)); 0 for R = 1.
// Shapes: rewards (K, R), means (K), deviations (K).
// Units: sample estimator (n − 1); added up as batchAdvantage.wgsl adds, to the same bits.
// Source: TRL 1.16, grpo_trainer.py: reward, reward_std, rewards/{func}/mean, rewards/{func}/std.
// Uses: common/dispatch, common/reduce

override WORKGROUP_SIZE: u32 = 64;

struct RewardMomentsParams {
  columns: u32,
  rollouts: u32,
}

@group(0) @binding(0) var<uniform> params: RewardMomentsParams;
@group(0) @binding(1) var<storage, read> rewards: array<f32>;
@group(0) @binding(2) var<storage, read_write> means: array<f32>;
@group(0) @binding(3) var<storage, read_write> deviations: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn rewardMoments(
  @builtin(local_invocation_index) lane: u32,
  @builtin(workgroup_id) wid: vec3u,
  @builtin(num_workgroups) groups: vec3u,
) {
  let column = linearWorkgroup(wid, groups);
  let start = min(column, params.columns - 1u) * params.rollouts;
  var total = 0.0;
  for (var i = lane; i < params.rollouts; i += WORKGROUP_SIZE) { total += rewards[start + i] - rewards[start]; }
  let shiftedMean = workgroupSum(lane, total) / f32(params.rollouts);
  var squares = 0.0;
  for (var i = lane; i < params.rollouts; i += WORKGROUP_SIZE) {
    let gap = rewards[start + i] - rewards[start] - shiftedMean;
    squares += gap * gap;
  }
  let deviation = sqrt(workgroupSum(lane, squares) / f32(max(params.rollouts, 2u) - 1u));
  if (lane == 0u && column < params.columns) {
    means[column] = rewards[start] + shiftedMean;
    deviations[column] = deviation;
  }
}
