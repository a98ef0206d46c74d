// What: the released code's stand-in for the distance between two distributions: the share of the sampled token alone, counted both
// ways. One invocation per token.
// Formula: P = e^log p; forward = P·(log P − log(P' + 1e-8)), backward = P'·(log P' − log(P + 1e-8)), P' that of the other picture;
// their mean, or the forward one alone. May be negative.
// Shapes: logProbs (clean picture), otherLogProbs, divergences (count). Units: nats.
// Source: VOGUE as released (ruiiu/DUPL), verl/trainer/core_algos.py, compute_grpo_outcome_advantage_dupl.
// Uses: common/dispatch

override WORKGROUP_SIZE: u32 = 64;

struct SampledKlParams {
  count: u32,
  forwardOnly: u32,
}

@group(0) @binding(0) var<uniform> params: SampledKlParams;
@group(0) @binding(1) var<storage, read> logProbs: array<f32>;
@group(0) @binding(2) var<storage, read> otherLogProbs: array<f32>;
@group(0) @binding(3) var<storage, read_write> divergences: array<f32>;

fn share(logP: f32, logQ: f32) -> f32 {
  return exp(logP) * (logP - log(exp(logQ) + 1e-8));
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn sampledKl(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = linearIndex(gid, groups);
  if (i >= params.count) { return; }
  let forward = share(logProbs[i], otherLogProbs[i]);
  let backward = share(otherLogProbs[i], logProbs[i]);
  divergences[i] = select(0.5 * (forward + backward), forward, params.forwardOnly == 1u);
}
