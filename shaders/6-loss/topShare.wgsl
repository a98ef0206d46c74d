// What: keeps the tokens of each rollout in which a signal is largest, and those of highest entropy. One invocation per token.
// Formula: kept = 1 where fewer than ceil(share·n) tokens of the rollout come before token t in falling order of the signal, or fewer
// than ceil(entropyShare·n) in falling order of the entropy; n tokens, share·n in float32; of equal values the earlier token first.
// Shapes: signal, entropies, kept (R, T); lengths (R). Padding is not kept.
// Units: as the signal; only its order matters. entropies in nats.
// Source: VPPO (arXiv 2510.09285): token-level gradient filtering; huaixuheqing/VPPO-RL, dp_actor.py (torch.sort leaves the order of equal values open).
// Uses: common/dispatch

override WORKGROUP_SIZE: u32 = 64;

struct TopShareParams {
  rollouts: u32,
  maxTokens: u32,
  share: f32,
  entropyShare: f32,
}

@group(0) @binding(0) var<uniform> params: TopShareParams;
@group(0) @binding(1) var<storage, read> signal: array<f32>;
@group(0) @binding(2) var<storage, read> entropies: array<f32>;
@group(0) @binding(3) var<storage, read> lengths: array<i32>;
@group(0) @binding(4) var<storage, read_write> kept: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn topShare(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = linearIndex(gid, groups);
  if (i >= params.rollouts * params.maxTokens) { return; }
  let t = i % params.maxTokens;
  let start = i - t;
  let n = u32(lengths[i / params.maxTokens]);
  kept[i] = 0.0;
  if (t >= n) { return; }
  let wanted = vec2u(ceil(vec2f(params.share, params.entropyShare) * f32(n)));
  let own = vec2f(signal[i], entropies[i]);
  var ahead = vec2u(0u); // tokens that come before this one
  for (var u = 0u; u < n; u++) {
    let other = vec2f(signal[start + u], entropies[start + u]);
    ahead += vec2u((other > own) | ((other == own) & vec2<bool>(u < t)));
  }
  if (any(ahead < wanted)) { kept[i] = 1.0; }
}
