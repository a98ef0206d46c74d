// What: how much better each rollout is than its group, measured by how seldom the group succeeds. One invocation per prompt.
// Formula: A = (r − mean)/(mean + epsilon): hard prompts (small mean) count more, as in maximum likelihood.
// Shapes: reward, counted, advantages (P, G); groupMean, groupStd (P).
// Units: rewards are meant to be ≥ 0 (0 or 1 in the paper); epsilon 1e-4, added to the mean; a group without reward gives 0.
// std = sample estimator (n − 1), for the page only. counted 0 = left out of the mean; its A is 0.
// Source: MaxRL (arXiv 2602.02710); TRL, MaxRLTrainer ("p-normalization").
// Uses: common/dispatch, 5-advantages/countedMoments

override WORKGROUP_SIZE: u32 = 64;

struct MaxRlParams {
  promptCount: u32,
  generations: u32,
  epsilon: f32,
}

@group(0) @binding(0) var<uniform> params: MaxRlParams;
@group(0) @binding(1) var<storage, read> reward: array<f32>;
@group(0) @binding(2) var<storage, read> counted: array<u32>;
@group(0) @binding(3) var<storage, read_write> advantages: array<f32>;
@group(0) @binding(4) var<storage, read_write> groupMean: array<f32>;
@group(0) @binding(5) var<storage, read_write> groupStd: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn maxRl(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let p = linearIndex(gid, groups);
  if (p >= params.promptCount) { return; }
  let start = p * params.generations;
  let moments = countedMoments(start, params.generations);
  groupMean[p] = moments.origin + moments.shiftedMean;
  groupStd[p] = moments.deviation;
  for (var i = start; i < start + params.generations; i++) {
    let centred = reward[i] - moments.origin - moments.shiftedMean;
    advantages[i] = select(0.0, centred / (groupMean[p] + params.epsilon), counted[i] == 1u);
  }
}
