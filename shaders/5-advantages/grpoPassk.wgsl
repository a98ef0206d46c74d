// What: only the best rollout of a group learns, by how far it is ahead. One invocation per prompt.
// Formula: A_best = (r_max − r_second)/(std + epsilon) with scale = 1, r_max − r_second with scale = 0; 0 for all others. Of
// equal bests the first stands for them (their lead is 0 anyway).
// Shapes: reward, counted, advantages (P, G); groupMean, groupStd (P).
// Units: std = sample estimator (n − 1) over the group; epsilon 1e-6, added to std; 0 where fewer than two count.
// Source: Pass@k policy optimisation (arXiv 2503.19595); verl, compute_grpo_passk_outcome_advantage.
// Uses: common/dispatch, 5-advantages/countedMoments

override WORKGROUP_SIZE: u32 = 64;

struct GrpoPasskParams {
  promptCount: u32,
  generations: u32,
  scale: u32,
  epsilon: f32,
}

@group(0) @binding(0) var<uniform> params: GrpoPasskParams;
@group(0) @binding(1) var<storage, read> reward: array<f32>;
@group(0) @binding(2) var<storage, read> counted: array<u32>;
@group(0) @binding(3) var<storage, read_write> advantages: array<f32>;
@group(0) @binding(4) var<storage, read_write> groupMean: array<f32>;
@group(0) @binding(5) var<storage, read_write> groupStd: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn grpoPassk(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let p = linearIndex(gid, groups);
  if (p >= params.promptCount) { return; }
  let start = p * params.generations;
  let end = start + params.generations;
  let moments = countedMoments(start, params.generations);
  groupMean[p] = moments.origin + moments.shiftedMean;
  groupStd[p] = moments.deviation;
  var best = end;
  var second = end;
  for (var i = start; i < end; i++) {
    advantages[i] = 0.0;
    if (counted[i] != 1u) { continue; }
    if (best == end || reward[i] > reward[best]) {
      second = best;
      best = i;
    } else if (second == end || reward[i] > reward[second]) {
      second = i;
    }
  }
  if (second == end) { return; }
  let divisor = select(1.0, moments.deviation + params.epsilon, params.scale == 1u);
  advantages[best] = (reward[best] - reward[second]) / divisor;
}
