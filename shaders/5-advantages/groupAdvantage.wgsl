// What: how much better each rollout is than its group. One invocation per prompt.
// Formula: A = (r − mean)/(std + epsilon) with scale = 1 (scale_rewards group), A = r − mean with scale = 0 (none).
// Shapes: reward (P, G), advantages (P, G), groupMean (P), groupStd (P).
// Units: std = sample estimator over the G rollouts of the group (n − 1), 0 for G = 1; epsilon 1e-4, added to std.
// Equal rewards give exactly 0: mean and std are taken of r − r_0.
// Source: GRPO (DeepSeekMath, arXiv 2402.03300); TRL 1.16, grpo_trainer.py.
// Uses: common/dispatch, 5-advantages/groupMoments

override WORKGROUP_SIZE: u32 = 64;

struct GroupAdvantageParams {
  promptCount: u32,
  generations: u32,
  scale: u32,
  epsilon: f32,
}

@group(0) @binding(0) var<uniform> params: GroupAdvantageParams;
@group(0) @binding(1) var<storage, read> reward: array<f32>;
@group(0) @binding(2) var<storage, read_write> advantages: array<f32>;
@group(0) @binding(3) var<storage, read_write> groupMean: array<f32>;
@group(0) @binding(4) var<storage, read_write> groupStd: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn groupAdvantage(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let p = linearIndex(gid, groups);
  if (p >= params.promptCount) { return; }
  let start = p * params.generations;
  let moments = groupMoments(start, params.generations);
  groupMean[p] = reward[start] + moments.shiftedMean;
  groupStd[p] = moments.deviation;
  let divisor = select(1.0, moments.deviation + params.epsilon, params.scale == 1u);
  for (var i = start; i < start + params.generations; i++) {
    advantages[i] = (reward[i] - reward[start] - moments.shiftedMean) / divisor;
  }
}
