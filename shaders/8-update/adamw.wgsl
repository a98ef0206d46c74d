// What: one AdamW step on every parameter, equal to that of PyTorch. One invocation per parameter.
// Formula: g = gradScale·gradient; m ← m + (1 − β1)(g − m); v ← β2·v + (1 − β2)·g²; with k = 1, 2, … the number of this step
// θ ← θ − (lr·weight_decay·θ + lr/(1 − β1^k) · m/(√v/√(1 − β2^k) + ε)).
// Differs: PyTorch decays θ first and subtracts then; added up before, θ is rounded once per step instead of twice.
// Shapes: gradient, theta, firstMoment m, secondMoment v, change (n); change = new θ − old θ.
// Units: the host gives 1 − β, the bias corrections and the step size, rounded from float64 (1 − 0.999 loses five digits
// in float32). gradScale = min(1, max_grad_norm/(norm + 1e-6)), as clip_grad_norm_.
// Source: Loshchilov and Hutter 2019; torch.optim.AdamW (single tensor form).
// Uses: common/dispatch

override WORKGROUP_SIZE: u32 = 64;

struct AdamwParams {
  count: u32,
  gradScale: f32,
  // lr·weight_decay
  decay: f32,
  oneMinusBeta1: f32,
  beta2: f32,
  oneMinusBeta2: f32,
  epsilon: f32,
  // lr/(1 − β1^k)
  stepSize: f32,
  // √(1 − β2^k)
  correction2: f32,
}

@group(0) @binding(0) var<uniform> params: AdamwParams;
@group(0) @binding(1) var<storage, read> gradient: array<f32>;
@group(0) @binding(2) var<storage, read_write> theta: array<f32>;
@group(0) @binding(3) var<storage, read_write> firstMoment: array<f32>;
@group(0) @binding(4) var<storage, read_write> secondMoment: array<f32>;
@group(0) @binding(5) var<storage, read_write> change: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn adamw(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = linearIndex(gid, groups);
  if (i >= params.count) { return; }
  let g = params.gradScale * gradient[i];
  let m = firstMoment[i] + params.oneMinusBeta1 * (g - firstMoment[i]);
  let v = params.beta2 * secondMoment[i] + params.oneMinusBeta2 * (g * g);
  let denominator = sqrt(v) / params.correction2 + params.epsilon;
  let updated = theta[i] - (params.decay * theta[i] + params.stepSize * (m / denominator));
  change[i] = updated - theta[i];
  firstMoment[i] = m;
  secondMoment[i] = v;
  theta[i] = updated;
}
