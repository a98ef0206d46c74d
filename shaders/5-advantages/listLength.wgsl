// What: teaches how long a list is to be: items beyond the wanted number are fined, and the stop token is paid or fined. One invocation per
// rollout.
// Formula: n items = the largest item number + 1. The stop token (the last one, where the rollout stopped by itself) first loses what its item gave
// it. Then: every token of an item ≥ wanted gets `extra`; the stop token gets `exact` where n ≥ wanted and no token belongs to such an item, and
// `early` where n < wanted.
// Shapes: advantages, items, shaped (R, T); lengths, truncated (R). Units: advantage.
// Source: yaochenzhu/Rank-GRPO, libs/trl/rank_grpo_trainer.py: _generate_and_score_completions (length shaping).
// Uses: common/dispatch

override WORKGROUP_SIZE: u32 = 64;

struct ListLengthParams {
  rollouts: u32,
  maxTokens: u32,
  wanted: u32,
  extra: f32,
  exact: f32,
  early: f32,
}

@group(0) @binding(0) var<uniform> params: ListLengthParams;
@group(0) @binding(1) var<storage, read> advantages: array<f32>;
@group(0) @binding(2) var<storage, read> items: array<i32>;
@group(0) @binding(3) var<storage, read> lengths: array<i32>;
@group(0) @binding(4) var<storage, read> truncated: array<u32>;
@group(0) @binding(5) var<storage, read_write> shaped: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn listLength(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let first = r * params.maxTokens;
  let wanted = i32(params.wanted);
  let end = first + u32(lengths[r]);
  var most = -1;
  for (var i = first; i < end; i++) { most = max(most, items[i]); }
  // most + 1 items
  let atEnd = select(select(0.0, params.exact, most + 1 == wanted), params.early, most + 1 < wanted);
  for (var i = first; i < first + params.maxTokens; i++) {
    let isStop = i + 1u == end && truncated[r] == 0u;
    let own = select(advantages[i], 0.0, isStop) + select(0.0, params.extra, i < end && items[i] >= wanted);
    shaped[i] = own + select(0.0, atEnd, isStop);
  }
}
