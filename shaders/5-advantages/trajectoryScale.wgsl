// What: the advantages of a rollout times its scale. One invocation per token.
// Formula: shaped[r,t] = scales[r]·A[r,t]; the scales are those of src/5-advantages/trajectoryScales.ts.
// Shapes: advantages, shaped (R, T); scales (R).
// Units: A as stage 5 gives it; a scale is a factor around 1.
// Source: VPPO (arXiv 2510.09285): trajectory-level advantage shaping; huaixuheqing/VPPO-RL, dp_actor.py.
// Uses: common/dispatch

override WORKGROUP_SIZE: u32 = 64;

struct TrajectoryScaleParams {
  rollouts: u32,
  maxTokens: u32,
}

@group(0) @binding(0) var<uniform> params: TrajectoryScaleParams;
@group(0) @binding(1) var<storage, read> advantages: array<f32>;
@group(0) @binding(2) var<storage, read> scales: array<f32>;
@group(0) @binding(3) var<storage, read_write> shaped: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn trajectoryScale(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = linearIndex(gid, groups);
  if (i >= params.rollouts * params.maxTokens) { return; }
  shaped[i] = scales[i / params.maxTokens] * advantages[i];
}
