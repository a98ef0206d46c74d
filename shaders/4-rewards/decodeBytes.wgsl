// What: sampled tokens → the bytes of each completion, through the table of token bytes. One invocation per rollout.
// Formula: bytes of tokens 0 … length−1 in order; token v owns tokenBytes[tokenOffsets[v] … tokenOffsets[v+1]). Special
// tokens own none. What does not fit into bytesPerRollout is cut; byteCounts keeps the uncut length.
// Shapes: tokens (R, T), lengths (R), tokenOffsets (V + 1), tokenBytes (bytes, four per word, little endian),
// completionBytes (R, bytesPerRollout/4), tokenStarts (R, T + 1) first byte of each token and the end, byteCounts (R).
// Units: bytes. bytesPerRollout is a multiple of 4.
// Source: DESIGN §3.
// Uses: common/dispatch

override WORKGROUP_SIZE: u32 = 64;

struct DecodeBytesParams {
  rollouts: u32,
  maxTokens: u32,
  vocabSize: u32,
  bytesPerRollout: u32,
}

@group(0) @binding(0) var<uniform> params: DecodeBytesParams;
@group(0) @binding(1) var<storage, read> tokens: array<i32>;
@group(0) @binding(2) var<storage, read> lengths: array<i32>;
@group(0) @binding(3) var<storage, read> tokenOffsets: array<u32>;
@group(0) @binding(4) var<storage, read> tokenBytes: array<u32>;
@group(0) @binding(5) var<storage, read_write> completionBytes: array<u32>;
@group(0) @binding(6) var<storage, read_write> tokenStarts: array<i32>;
@group(0) @binding(7) var<storage, read_write> byteCounts: array<i32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn decodeBytes(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let firstWord = r * params.bytesPerRollout / 4u;
  let firstStart = r * (params.maxTokens + 1u);
  var count = 0u;
  var word = 0u;
  for (var t = 0u; t < params.maxTokens; t++) {
    tokenStarts[firstStart + t] = i32(min(count, params.bytesPerRollout));
    let token = tokens[r * params.maxTokens + t];
    if (i32(t) >= lengths[r] || token < 0 || token >= i32(params.vocabSize)) { continue; }
    for (var i = tokenOffsets[token]; i < tokenOffsets[token + 1]; i++) {
      if (count < params.bytesPerRollout) {
        word |= ((tokenBytes[i / 4u] >> (8u * (i & 3u))) & 255u) << (8u * (count & 3u));
        if ((count & 3u) == 3u) {
          completionBytes[firstWord + count / 4u] = word;
          word = 0u;
        }
      }
      count++;
    }
  }
  tokenStarts[firstStart + params.maxTokens] = i32(min(count, params.bytesPerRollout));
  byteCounts[r] = i32(count);
  for (var w = min(count, params.bytesPerRollout) / 4u; w < params.bytesPerRollout / 4u; w++) {
    completionBytes[firstWord + w] = word;
    word = 0u;
  }
}
