// What: the share of the sampled token in the entropy: the released code's stand-in for the entropy. One invocation per token.
// Formula: −P·log P, P = e^log p; at most 1/e.
// Shapes: logProbs, entropies (count), padding included: callers mask. Units: nats.
// Source: VOGUE as released (ruiiu/DUPL), verl/trainer/core_algos.py, compute_token_entropy.
// Uses: common/dispatch

override WORKGROUP_SIZE: u32 = 64;

struct SampledEntropyParams {
  count: u32,
}

@group(0) @binding(0) var<uniform> params: SampledEntropyParams;
@group(0) @binding(1) var<storage, read> logProbs: array<f32>;
@group(0) @binding(2) var<storage, read_write> entropies: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn sampledEntropy(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = linearIndex(gid, groups);
  if (i >= params.count) { return; }
  entropies[i] = -exp(logProbs[i]) * logProbs[i];
}
