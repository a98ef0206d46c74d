// What: marks the tokens of a group in which a score is largest, those above a quantile of the whole group. One invocation per token.
// Formula: s = signal − other; kept = 1 where s ≥ the (1 − share) quantile (linear interpolation) of s over the n tokens of the group that count:
// where at least (1 − share)·(n − 1) + 1 of them are not above s. Ties are kept together.
// Shapes: signal, other, mask, kept (R, T); R = P·G, a group is G rollouts. Units: those of the signals.
// Source: zywang0104/Video-KTR, src/r1-v/src/open_r1/trainer/grpo_trainer.py: keep_token_by_ratio (torch.quantile).
// Uses: common/dispatch

override WORKGROUP_SIZE: u32 = 64;

struct TopQuantileParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  share: f32,
}

@group(0) @binding(0) var<uniform> params: TopQuantileParams;
@group(0) @binding(1) var<storage, read> signal: array<f32>;
@group(0) @binding(2) var<storage, read> other: array<f32>;
@group(0) @binding(3) var<storage, read> mask: array<f32>;
@group(0) @binding(4) var<storage, read_write> kept: array<f32>;

// A whole number of places is one, however the share is rounded.
const ROUNDING = 1e-4;

@compute @workgroup_size(WORKGROUP_SIZE)
fn topQuantile(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = linearIndex(gid, groups);
  let size = params.generations * params.maxTokens;
  if (i >= params.rollouts * params.maxTokens) { return; }
  kept[i] = 0.0;
  if (mask[i] < 0.5) { return; }
  let first = i - i % size;
  let own = signal[i] - other[i];
  var tokens = 0.0;
  var notAbove = 0.0;
  for (var j = first; j < first + size; j++) {
    if (mask[j] < 0.5) { continue; }
    tokens += 1.0;
    notAbove += select(0.0, 1.0, signal[j] - other[j] <= own);
  }
  if (notAbove - 1.0 >= (1.0 - params.share) * (tokens - 1.0) - ROUNDING) { kept[i] = 1.0; }
}
