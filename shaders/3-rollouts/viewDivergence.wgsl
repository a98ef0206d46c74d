// What: how much less likely each sampled token is behind another view (or under other weights): one invocation per token.
// Formula: x = clamp(log p(token | view) − log p(token), ±20); k3 = min(e^x − x − 1, 10), in float32 steps as the authors' code:
// e^x, then − x, then − 1, each rounded (small x lose digits, and so do the authors' numbers).
// Shapes: viewLogProbs, logProbs, divergences (count) = (R, T), padding included: callers mask.
// Units: nats. Never negative but for rounding.
// Source: PAPO (arXiv 2507.06448), implicit perception loss; MikeWangWZHL/PAPO, core_algos.compute_kl, "low_var_kl"; k3: Schulman 2020.
// Uses: common/dispatch, common/k3

override WORKGROUP_SIZE: u32 = 64;

struct ViewDivergenceParams {
  count: u32,
}

@group(0) @binding(0) var<uniform> params: ViewDivergenceParams;
@group(0) @binding(1) var<storage, read> viewLogProbs: array<f32>;
@group(0) @binding(2) var<storage, read> logProbs: array<f32>;
@group(0) @binding(3) var<storage, read_write> divergences: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn viewDivergence(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = linearIndex(gid, groups);
  if (i >= params.count) { return; }
  divergences[i] = k3InSteps(viewLogProbs[i] - logProbs[i]);
}
