// What: divides by the spread of the whole batch. One workgroup.
// Formula: A = (c − m)/(std + epsilon): c = reward minus a baseline, std = that of all R rewards; m = mean of all rewards
// where subtractMean = 1 (normalize_then_sum), else 0 (the baseline is already taken away).
// Shapes: reward (R), centred (R), advantages (R), batchMoments (2) = mean, std.
// Units: std = sample estimator over the batch (n − 1), 0 for R = 1; epsilon 1e-4, added to std; 0 keeps c undivided.
// Source: scale_rewards batch and normalize_then_sum of TRL 1.16; Liu et al. 2025 (arXiv 2508.08221).
// Uses: common/reduce

override WORKGROUP_SIZE: u32 = 64;

struct BatchAdvantageParams {
  rollouts: u32,
  subtractMean: u32,
  scale: u32,
  epsilon: f32,
}

@group(0) @binding(0) var<uniform> params: BatchAdvantageParams;
@group(0) @binding(1) var<storage, read> reward: array<f32>;
@group(0) @binding(2) var<storage, read> centred: array<f32>;
@group(0) @binding(3) var<storage, read_write> advantages: array<f32>;
@group(0) @binding(4) var<storage, read_write> batchMoments: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn batchAdvantage(@builtin(local_invocation_index) lane: u32) {
  var total = 0.0;
  for (var i = lane; i < params.rollouts; i += WORKGROUP_SIZE) { total += reward[i] - reward[0]; }
  let shiftedMean = workgroupSum(lane, total) / f32(params.rollouts);
  var squares = 0.0;
  for (var i = lane; i < params.rollouts; i += WORKGROUP_SIZE) {
    let gap = reward[i] - reward[0] - shiftedMean;
    squares += gap * gap;
  }
  let deviation = sqrt(workgroupSum(lane, squares) / f32(max(params.rollouts, 2u) - 1u));
  let divisor = select(1.0, deviation + params.epsilon, params.scale == 1u);
  for (var i = lane; i < params.rollouts; i += WORKGROUP_SIZE) {
    let shift = select(0.0, reward[0] + shiftedMean, params.subtractMean == 1u);
    advantages[i] = (centred[i] - shift) / divisor;
  }
  if (lane == 0u) {
    batchMoments[0] = reward[0] + shiftedMean;
    batchMoments[1] = deviation;
  }
}
