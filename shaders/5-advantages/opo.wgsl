// What: how much better each rollout is than the mean of its group in which long rollouts weigh more. One invocation per prompt.
// Formula: A_i = r_i − Σ l_j r_j / Σ l_j, l = tokens of the completion; no division by a standard deviation.
// Shapes: reward, counted, lengths, advantages (P, G); groupMean, groupStd (P).
// Units: groupMean is that baseline, 0 where only one rollout counts, as in verl; std = sample estimator (n − 1), for the page
// only. counted 0 = left out of the baseline; its A is 0.
// Source: OPO (arXiv 2505.23585, the optimal baseline with gradient norms taken as proportional to length); verl,
// compute_opo_outcome_advantage.
// Uses: common/dispatch, 5-advantages/countedMoments

override WORKGROUP_SIZE: u32 = 64;

struct OpoParams {
  promptCount: u32,
  generations: u32,
}

@group(0) @binding(0) var<uniform> params: OpoParams;
@group(0) @binding(1) var<storage, read> reward: array<f32>;
@group(0) @binding(2) var<storage, read> counted: array<u32>;
@group(0) @binding(3) var<storage, read> lengths: array<i32>;
@group(0) @binding(4) var<storage, read_write> advantages: array<f32>;
@group(0) @binding(5) var<storage, read_write> groupMean: array<f32>;
@group(0) @binding(6) var<storage, read_write> groupStd: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn opo(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let p = linearIndex(gid, groups);
  if (p >= params.promptCount) { return; }
  let start = p * params.generations;
  let end = start + params.generations;
  let moments = countedMoments(start, params.generations);
  var total = 0.0;
  var tokens = 0.0;
  for (var i = start; i < end; i++) {
    if (counted[i] != 1u) { continue; }
    total += f32(lengths[i]) * (reward[i] - moments.origin);
    tokens += f32(lengths[i]);
  }
  let alone = moments.count == 1u;
  let shifted = select(total / max(tokens, 1.0), -moments.origin, alone);
  groupMean[p] = moments.origin + shifted;
  groupStd[p] = moments.deviation;
  for (var i = start; i < end; i++) {
    advantages[i] = select(0.0, reward[i] - moments.origin - shifted, counted[i] == 1u);
  }
}
