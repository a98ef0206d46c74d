// What: gives every token of an item the mean over the item: of its log-ratios, so that the item has one ratio, and afterwards of the slopes, so
// that each token has its part of them. One invocation per rollout; in place.
// Formula: v_t ← mean of v_s over the tokens s of the same item that count; with limit > 0 all items from number `limit` on are one. Tokens of no
// item keep what they have.
// Shapes: items, mask (R, T); values (R, T, stride), of which `column` is changed. Units: those of the values.
// Source: yaochenzhu/Rank-GRPO, libs/trl/rank_grpo_trainer.py: _compute_loss (importance_sampling_level item).
// Uses: common/dispatch

override WORKGROUP_SIZE: u32 = 64;

struct ItemMeansParams {
  rollouts: u32,
  maxTokens: u32,
  stride: u32,
  column: u32,
  limit: u32,
}

@group(0) @binding(0) var<uniform> params: ItemMeansParams;
@group(0) @binding(1) var<storage, read> items: array<i32>;
@group(0) @binding(2) var<storage, read> mask: array<f32>;
@group(0) @binding(3) var<storage, read_write> values: array<f32>;

// −1 = none.
fn itemOf(i: u32) -> i32 {
  if (mask[i] < 0.5) { return -1; }
  return select(items[i], min(items[i], i32(params.limit)), params.limit > 0u);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn itemMeans(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let first = r * params.maxTokens;
  let end = first + params.maxTokens;
  for (var i = first; i < end; i++) {
    let item = itemOf(i);
    var earlier = first;
    while (earlier < i && itemOf(earlier) != item) { earlier++; }
    if (item < 0 || earlier < i) { continue; }
    var total = 0.0;
    var count = 0.0;
    for (var s = i; s < end; s++) {
      if (itemOf(s) != item) { continue; }
      total += values[s * params.stride + params.column];
      count += 1.0;
    }
    for (var s = i; s < end; s++) {
      if (itemOf(s) == item) { values[s * params.stride + params.column] = total / count; }
    }
  }
}
