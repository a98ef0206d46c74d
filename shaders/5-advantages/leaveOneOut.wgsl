// What: how much better each rollout is than the others of its group. One invocation per prompt.
// Formula: A_i = r_i − mean of the other G − 1 rewards = G/(G − 1)·(r_i − mean); 0 for G = 1. With scale = 1 divided by
// std + epsilon of the group.
// Shapes: reward (P, G), advantages (P, G), groupMean (P), groupStd (P).
// Units: std = sample estimator over the group (n − 1); epsilon 1e-4, added to std.
// Source: RLOO (Kool et al. 2019; Ahmadian et al. 2024, arXiv 2402.14740).
// Uses: common/dispatch, 5-advantages/groupMoments

override WORKGROUP_SIZE: u32 = 64;

struct LeaveOneOutParams {
  promptCount: u32,
  generations: u32,
  scale: u32,
  epsilon: f32,
}

@group(0) @binding(0) var<uniform> params: LeaveOneOutParams;
@group(0) @binding(1) var<storage, read> reward: array<f32>;
@group(0) @binding(2) var<storage, read_write> advantages: array<f32>;
@group(0) @binding(3) var<storage, read_write> groupMean: array<f32>;
@group(0) @binding(4) var<storage, read_write> groupStd: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn leaveOneOut(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let p = linearIndex(gid, groups);
  if (p >= params.promptCount) { return; }
  let start = p * params.generations;
  let moments = groupMoments(start, params.generations);
  groupMean[p] = reward[start] + moments.shiftedMean;
  groupStd[p] = moments.deviation;
  let others = f32(params.generations) / f32(max(params.generations, 2u) - 1u);
  let divisor = select(1.0, moments.deviation + params.epsilon, params.scale == 1u);
  for (var i = start; i < start + params.generations; i++) {
    advantages[i] = others * (reward[i] - reward[start] - moments.shiftedMean) / divisor;
  }
}
