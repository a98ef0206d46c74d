// What: points on the straight way from noise to a hidden state, at which a flow is asked for its velocity. One invocation per number.
// Formula: x = t·target + (1 − t)·noise.
// Shapes: target, noise, points (N, D), flat. Units: those of the hidden states; t in 0…1.
// Source: Jinghaoleven/RLFR, openrlhf/openrlhf/models/lmm_kits/flow_simple.py: FlowReward.forward.
// Uses: common/dispatch

override WORKGROUP_SIZE: u32 = 64;

struct FlowPointParams {
  count: u32,
  time: f32,
}

@group(0) @binding(0) var<uniform> params: FlowPointParams;
@group(0) @binding(1) var<storage, read> hidden: array<f32>;
@group(0) @binding(2) var<storage, read> noise: array<f32>;
@group(0) @binding(3) var<storage, read_write> points: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn flowPoint(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = linearIndex(gid, groups);
  if (i >= params.count) { return; }
  points[i] = params.time * hidden[i] + (1.0 - params.time) * noise[i];
}
