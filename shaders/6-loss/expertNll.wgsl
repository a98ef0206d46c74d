// What: teacher-forced texts → coefficients of a weighted negative log-likelihood. One invocation per text.
// Formula: L = −Σ_n w_n · Σ_t log p(n, t) over the tokens of text n; coef[n, t] = dL/d log p = −w_n; nll[n] = −Σ_t log p(n, t).
// Shapes: logProbs, coef (N, T); lengths, weights, nll (N). Padding and texts of length 0: coefficient 0, nll 0.
// Units: nats.
// Source: MM-HELIX (arXiv 2510.08540), equation 1 and section 3.3; RECAP (arXiv 2510.21978), next-token loss of the replayed data.
// Uses: common/dispatch

override WORKGROUP_SIZE: u32 = 64;

struct ExpertNllParams {
  texts: u32,
  maxTokens: u32,
}

@group(0) @binding(0) var<uniform> params: ExpertNllParams;
@group(0) @binding(1) var<storage, read> logProbs: array<f32>;
@group(0) @binding(2) var<storage, read> lengths: array<i32>;
@group(0) @binding(3) var<storage, read> weights: array<f32>;
@group(0) @binding(4) var<storage, read_write> coef: array<f32>;
@group(0) @binding(5) var<storage, read_write> nll: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn expertNll(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let n = linearIndex(gid, groups);
  if (n >= params.texts) { return; }
  let length = u32(max(lengths[n], 0));
  var total = 0.0;
  for (var t = 0u; t < params.maxTokens; t++) {
    let i = n * params.maxTokens + t;
    let inside = t < length;
    if (inside) { total -= logProbs[i]; }
    coef[i] = select(0.0, -weights[n], inside);
  }
  nll[n] = total;
}
