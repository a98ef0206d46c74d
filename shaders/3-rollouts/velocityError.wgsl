// What: how wrong the velocity is that a flow gives at a point: how foreign the hidden state is to it. One invocation per token.
// Formula: errors ← errors + share·mean over the channels of (velocity − (hidden − noise))²; scores = weight·errors.
// Shapes: velocity, hidden, noise (N, D), errors, scores (N). Units: squared units of the hidden states.
// Source: Jinghaoleven/RLFR, openrlhf/openrlhf/models/lmm_kits/flow_simple.py: FlowReward.forward (share = 1/number of times).
// Uses: common/dispatch

override WORKGROUP_SIZE: u32 = 64;

struct VelocityErrorParams {
  count: u32,
  channels: u32,
  share: f32,
  weight: f32,
}

@group(0) @binding(0) var<uniform> params: VelocityErrorParams;
@group(0) @binding(1) var<storage, read> velocity: array<f32>;
@group(0) @binding(2) var<storage, read> hidden: array<f32>;
@group(0) @binding(3) var<storage, read> noise: array<f32>;
@group(0) @binding(4) var<storage, read_write> errors: array<f32>;
@group(0) @binding(5) var<storage, read_write> scores: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn velocityError(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let n = linearIndex(gid, groups);
  if (n >= params.count) { return; }
  var squares = 0.0;
  for (var i = n * params.channels; i < (n + 1u) * params.channels; i++) {
    let gap = velocity[i] - (hidden[i] - noise[i]);
    squares += gap * gap;
  }
  let total = errors[n] + params.share * squares / f32(params.channels);
  errors[n] = total;
  scores[n] = params.weight * total;
}
