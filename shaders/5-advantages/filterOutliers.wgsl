// What: advantages of the batch as z-scores, of which those that are too far away become 0 (they stay in the batch). One workgroup.
// Formula: m = Σ A/n over the n tokens that count (the others must be 0); s² = Σ (A − m)²/n over them, at least 1e-8; z = (A − m)/s +
// 1e-8. shaped = 0 where z < c − sigmas, z > c + sigmas (sigmas 0: no such bounds) or |z| > most, else z; c = m (aroundMean 1: the mean
// of the RAW advantages, as released) or 0. What does not count is treated alike.
// Shapes: advantages, counted, shaped (N); batchMoments (2) = m, 1/s.
// Units: standard deviations; population std (n).
// Source: R1-Reward (arXiv 2505.02835), StableReinforce; yfzhang114/r1_reward, openrlhf/trainer/ppo_utils/replay_buffer.py,
// NaiveReplayBuffer.normalize.
// Uses: common/reduce

override WORKGROUP_SIZE: u32 = 64;

struct FilterOutliersParams {
  count: u32,
  aroundMean: u32,
  sigmas: f32,
  most: f32,
}

@group(0) @binding(0) var<uniform> params: FilterOutliersParams;
@group(0) @binding(1) var<storage, read> advantages: array<f32>;
@group(0) @binding(2) var<storage, read> counted: array<u32>;
@group(0) @binding(3) var<storage, read_write> shaped: array<f32>;
@group(0) @binding(4) var<storage, read_write> batchMoments: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn filterOutliers(@builtin(local_invocation_index) lane: u32) {
  var own = 0u;
  var total = 0.0;
  for (var i = lane; i < params.count; i += WORKGROUP_SIZE) {
    own += counted[i];
    total += advantages[i];
  }
  let n = f32(max(workgroupSumWords(lane, own), 1u));
  let mean = workgroupSum(lane, total) / n;
  var squares = 0.0;
  for (var i = lane; i < params.count; i += WORKGROUP_SIZE) {
    let gap = advantages[i] - mean;
    if (counted[i] == 1u) { squares += gap * gap; }
  }
  let inverse = inverseSqrt(max(workgroupSum(lane, squares) / n, 1e-8));
  let centre = select(0.0, mean, params.aroundMean == 1u);
  for (var i = lane; i < params.count; i += WORKGROUP_SIZE) {
    let z = (advantages[i] - mean) * inverse + 1e-8;
    let isNear = params.sigmas == 0.0 || (z >= centre - params.sigmas && z <= centre + params.sigmas);
    shaped[i] = select(0.0, z, isNear && abs(z) <= params.most);
  }
  if (lane == 0u) {
    batchMoments[0] = mean;
    batchMoments[1] = inverse;
  }
}
