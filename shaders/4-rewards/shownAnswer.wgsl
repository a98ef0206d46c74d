// What: where in each completion the text stands that is shown to whoever judges the answer.
// Formula: 4-rewards/judgedText. Shapes: completionBytes (R, bytesPerRollout), lengths (R) in bytes; ranges (R, 3): first byte, bytes, 1 if there
// is such a text. Units: bytes. Source: as 4-rewards/judgedText has it.
// Uses: common/dispatch, 4-rewards/bytes, 4-rewards/text, 4-rewards/letters, 4-rewards/blanks, 4-rewards/namedBlock, 4-rewards/literal, 4-rewards/judgedText

override WORKGROUP_SIZE: u32 = 64;

struct ShownAnswerParams {
  rollouts: u32,
  bytesPerRollout: u32,
  form: u32,
}

@group(0) @binding(0) var<uniform> params: ShownAnswerParams;
@group(0) @binding(1) var<storage, read> completionBytes: array<u32>;
@group(0) @binding(2) var<storage, read> truth: array<u32>;
@group(0) @binding(3) var<storage, read> lengths: array<u32>;
@group(0) @binding(4) var<storage, read_write> ranges: array<u32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn shownAnswer(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let shown = judgedText(Text(0u, r, 0u, lengths[r]), params.form);
  ranges[3u * r] = select(0u, shown.text.first, shown.found);
  ranges[3u * r + 1u] = select(0u, shown.text.length, shown.found);
  ranges[3u * r + 2u] = select(0u, 1u, shown.found);
}
