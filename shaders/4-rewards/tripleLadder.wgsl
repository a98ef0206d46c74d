// What: pays each triple (object, attribute, value) that the answer lists by how much of a true one it gets right.
// Formula: Σ over the written triples of the best credit over the true ones: full_credit for all three parts, attribute_credit for
// object and attribute, object_credit for the object (4-rewards/triples). A triple written twice is paid twice unless one_to_one.
// Shapes: column (R). Units: credits. 0 where nothing is written.
// Source: STAR-R1 (arXiv 2505.15804), R_pos: 5, 1.5, 0.5.
// Reward: tripleLadder
// Range: [0, 320]
// Knob: full_credit = 5, 0, 10, all three parts right
// Knob: attribute_credit = 1.5, 0, 10, object and attribute right
// Knob: object_credit = 0.5, 0, 10, the object right
// Knob: one_to_one = 0, 0, 1, every true triple pays once, the best pairs first
// Knob: only_triple = 0, 0, 32, the credit of the n-th written triple alone (0 = the sum of all)
// Truth: triples, answer
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/triples

override WORKGROUP_SIZE: u32 = 64;

struct TripleLadderParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  full_credit: f32,
  attribute_credit: f32,
  object_credit: f32,
  one_to_one: f32,
  only_triple: f32,
}

@group(0) @binding(0) var<uniform> params: TripleLadderParams;

fn ladderSum(r: u32) -> f32 {
  let ladder = Ladder(params.full_credit, params.attribute_credit, params.object_credit, params.one_to_one > 0.5);
  readCredits(r, ladder);
  var sum = 0.0;
  for (var i = 0u; i < min(tripleCounts[0], MOST_TRIPLES); i++) {
    if (params.only_triple < 0.5 || i + 1u == u32(params.only_triple)) { sum += tripleCredits[i]; }
  }
  return sum;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn tripleLadder(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = ladderSum(r);
}
