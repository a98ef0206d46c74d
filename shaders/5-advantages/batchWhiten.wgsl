// What: divides what counts by the spread of all that counts in the batch. One workgroup.
// Formula: A = (c − m)/(std + epsilon), or with root = 1 A = (c − m)/√(var + epsilon); var and mean are those of the values
// that count; m = their mean where subtractMean = 1, else 0. What does not count gets 0.
// Shapes: values, centred, counted, advantages (N); batchMoments (2) = mean, std.
// Units: var = sample estimator (n − 1), 0 for n < 2; counted 1 = the value counts.
// Source: verl and PRIME, masked_whiten (root, epsilon 1e-8); TRL 1.16, scale_rewards batch (epsilon 1e-4 added to std).
// Uses: common/reduce

override WORKGROUP_SIZE: u32 = 64;

struct BatchWhitenParams {
  count: u32,
  subtractMean: u32,
  scale: u32,
  root: u32,
  epsilon: f32,
}

@group(0) @binding(0) var<uniform> params: BatchWhitenParams;
@group(0) @binding(1) var<storage, read> values: array<f32>;
@group(0) @binding(2) var<storage, read> centred: array<f32>;
@group(0) @binding(3) var<storage, read> counted: array<u32>;
@group(0) @binding(4) var<storage, read_write> advantages: array<f32>;
@group(0) @binding(5) var<storage, read_write> batchMoments: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn batchWhiten(@builtin(local_invocation_index) lane: u32) {
  var first = params.count;
  var own = 0u;
  for (var i = lane; i < params.count; i += WORKGROUP_SIZE) {
    if (counted[i] == 1u) {
      first = min(first, i);
      own += 1u;
    }
  }
  let n = workgroupSumWords(lane, own);
  // Differences to the first value that counts, so that equal values give exactly 0.
  let origin = values[min(workgroupMinWord(lane, first), params.count - 1u)];
  var total = 0.0;
  for (var i = lane; i < params.count; i += WORKGROUP_SIZE) {
    if (counted[i] == 1u) { total += values[i] - origin; }
  }
  let shiftedMean = workgroupSum(lane, total) / f32(max(n, 1u));
  var squares = 0.0;
  for (var i = lane; i < params.count; i += WORKGROUP_SIZE) {
    let gap = values[i] - origin - shiftedMean;
    if (counted[i] == 1u) { squares += gap * gap; }
  }
  let variance = workgroupSum(lane, squares) / f32(max(n, 2u) - 1u);
  let spread = select(sqrt(variance) + params.epsilon, sqrt(variance + params.epsilon), params.root == 1u);
  let divisor = select(1.0, spread, params.scale == 1u);
  for (var i = lane; i < params.count; i += WORKGROUP_SIZE) {
    let shifted = select(centred[i], centred[i] - origin - shiftedMean, params.subtractMean == 1u);
    advantages[i] = select(0.0, shifted / divisor, counted[i] == 1u);
  }
  if (lane == 0u) {
    batchMoments[0] = select(0.0, origin + shiftedMean, n > 0u);
    batchMoments[1] = sqrt(variance);
  }
}
