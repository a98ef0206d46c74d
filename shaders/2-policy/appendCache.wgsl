// What: writes the keys (or values) of new tokens behind the old ones in the cache of each row.
// Formula: cache[r, h, lengths[r] + t] = fresh[r, h, t] for t < counts[r]; other slots keep what they hold.
// Shapes: lengths (R), counts (R), fresh (R, KV, tokens, hd), cache (R, KV, capacity, hd).
// Source: DESIGN section 2, completion cache of fixed size; ours.
// Uses: common/dispatch

override WORKGROUP_SIZE: u32 = 64;

struct AppendCacheParams {
  rows: u32,
  kvHeads: u32,
  tokens: u32,
  headSize: u32,
  capacity: u32,
}

@group(0) @binding(0) var<uniform> params: AppendCacheParams;
@group(0) @binding(1) var<storage, read> lengths: array<i32>;
@group(0) @binding(2) var<storage, read> counts: array<i32>;
@group(0) @binding(3) var<storage, read> fresh: array<f32>;
@group(0) @binding(4) var<storage, read_write> cache: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn appendCache(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) numWorkgroups: vec3u) {
  let i = linearIndex(gid, numWorkgroups);
  if (i >= params.rows * params.kvHeads * params.tokens * params.headSize) { return; }
  let d = i % params.headSize;
  let t = (i / params.headSize) % params.tokens;
  let head = i / (params.headSize * params.tokens);
  let row = head / params.kvHeads;
  let slot = u32(lengths[row]) + t;
  if (t >= u32(counts[row]) || slot >= params.capacity) { return; }
  cache[(head * params.capacity + slot) * params.headSize + d] = fresh[i];
}
