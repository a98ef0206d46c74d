// What: one step of plain gradient descent on every parameter. One invocation per parameter.
// Formula: θ ← θ − lr·(gradScale·gradient + weight_decay·θ); no momentum.
// Shapes: gradient, theta, change (n); change = new θ − old θ.
// Units: gradScale = min(1, max_grad_norm/(norm + 1e-6)), as clip_grad_norm_; weight decay is an L2 term here.
// Source: torch.optim.SGD.
// Uses: common/dispatch

override WORKGROUP_SIZE: u32 = 64;

struct SgdParams {
  count: u32,
  gradScale: f32,
  learningRate: f32,
  weightDecay: f32,
}

@group(0) @binding(0) var<uniform> params: SgdParams;
@group(0) @binding(1) var<storage, read> gradient: array<f32>;
@group(0) @binding(2) var<storage, read_write> theta: array<f32>;
@group(0) @binding(3) var<storage, read_write> change: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn sgd(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = linearIndex(gid, groups);
  if (i >= params.count) { return; }
  let g = params.gradScale * gradient[i] + params.weightDecay * theta[i];
  let updated = theta[i] - params.learningRate * g;
  change[i] = updated - theta[i];
  theta[i] = updated;
}
