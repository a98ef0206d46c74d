// What: where in each completion the program stands that a renderer is given.
// Formula: 4-rewards/codeBlock. Shapes: completionBytes (R, bytesPerRollout), lengths (R) in bytes; ranges (R, 4): first byte, bytes, language (0 none,
// 1 python, 2 svg), 1 if </svg> is missing behind it. Units: bytes. Source: as 4-rewards/codeBlock has it.
// Uses: common/dispatch, 4-rewards/bytes, 4-rewards/text, 4-rewards/letters, 4-rewards/blanks, 4-rewards/literal, 4-rewards/codeBlock

override WORKGROUP_SIZE: u32 = 64;

struct FoundCodeParams {
  rollouts: u32,
  bytesPerRollout: u32,
}

@group(0) @binding(0) var<uniform> params: FoundCodeParams;
@group(0) @binding(1) var<storage, read> completionBytes: array<u32>;
@group(0) @binding(2) var<storage, read> truth: array<u32>;
@group(0) @binding(3) var<storage, read> lengths: array<u32>;
@group(0) @binding(4) var<storage, read_write> ranges: array<u32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn foundCode(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let code = codeBlock(Text(0u, r, 0u, lengths[r]));
  let isThere = code.language != NO_LANGUAGE;
  ranges[4u * r] = select(0u, code.text.first, isThere);
  ranges[4u * r + 1u] = select(0u, code.text.length, isThere);
  ranges[4u * r + 2u] = code.language;
  ranges[4u * r + 3u] = select(0u, 1u, isThere && code.unclosed);
}
