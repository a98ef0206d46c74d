// What: how uncertain a rollout is after each of its tokens: the mean entropy of the window of tokens that follows. One invocation per
// rollout.
// Formula: m_t = mean of H_{t+first} … H_{t+first+window−1}, where the rollout has them all. A position with too few tokens gets the mean
// of the positions before it, and its own H_t where there are none. 0 behind the end.
// Shapes: entropies, means (R, T), lengths (R). first = 1: the window begins behind the token; 0: with it. Units: nats.
// Source: ARES (shawn0728/ARES), vllm_rollout_spmd.py, get_window_average_entropy_percentile_threshold_list.
// Uses: common/dispatch

override WORKGROUP_SIZE: u32 = 64;

struct WindowMeansParams {
  rollouts: u32,
  maxTokens: u32,
  window: u32,
  first: u32,
}

@group(0) @binding(0) var<uniform> params: WindowMeansParams;
@group(0) @binding(1) var<storage, read> entropies: array<f32>;
@group(0) @binding(2) var<storage, read> lengths: array<i32>;
@group(0) @binding(3) var<storage, read_write> means: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn windowMeans(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let start = r * params.maxTokens;
  let length = u32(lengths[r]);
  var sum = 0.0;
  for (var t = 0u; t < params.maxTokens; t++) {
    var own = 0.0;
    if (t + params.first + params.window <= length) {
      for (var k = 0u; k < params.window; k++) { own += entropies[start + t + params.first + k]; }
      own /= f32(params.window);
    } else if (t < length) {
      own = select(sum / f32(max(t, 1u)), entropies[start + t], t == 0u);
    }
    means[start + t] = own;
    sum += own;
  }
}
