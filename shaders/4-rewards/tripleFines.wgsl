// What: fines for triples that match nothing, against guessing through all of them, and for listing too few, against silence.
// Formula: wrong_fine · (written triples with credit 0, or, with only_exact, without full credit) + missing_fine ·
// max(0, true triples − written triples). The credits are those of tripleLadder and have the same knobs.
// Shapes: column (R). Units: credits.
// Source: STAR-R1 (arXiv 2505.15804), R_pun: −1 per incorrect prediction, −(n_gt − n_pred); which are incorrect is not said:
// by default those that earn nothing.
// Reward: tripleFines
// Range: [-320, 0]
// Knob: wrong_fine = -1, -10, 0, for each wrong triple
// Knob: missing_fine = -1, -10, 0, for each triple that is missing in number
// Knob: only_exact = 0, 0, 1, a triple that is not fully right counts as wrong
// Knob: full_credit = 5, 0, 10, all three parts right
// Knob: attribute_credit = 1.5, 0, 10, object and attribute right
// Knob: object_credit = 0.5, 0, 10, the object right
// Knob: one_to_one = 0, 0, 1, every true triple pays once, the best pairs first
// Truth: triples, answer
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/triples

override WORKGROUP_SIZE: u32 = 64;

struct TripleFinesParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  wrong_fine: f32,
  missing_fine: f32,
  only_exact: f32,
  full_credit: f32,
  attribute_credit: f32,
  object_credit: f32,
  one_to_one: f32,
}

@group(0) @binding(0) var<uniform> params: TripleFinesParams;

fn fines(r: u32) -> f32 {
  let ladder = Ladder(params.full_credit, params.attribute_credit, params.object_credit, params.one_to_one > 0.5);
  readCredits(r, ladder);
  let written = tripleCounts[0];
  let least = select(0.0, params.full_credit, params.only_exact > 0.5);
  var wrong = 0.0;
  for (var i = 0u; i < written; i++) {
    let credit = select(0.0, tripleCredits[min(i, MOST_TRIPLES - 1u)], i < MOST_TRIPLES);
    if (credit < least || credit == 0.0) { wrong += 1.0; }
  }
  let missing = f32(max(tripleCounts[1], written) - written);
  return params.wrong_fine * wrong + params.missing_fine * missing;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn tripleFines(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = fines(r);
}
