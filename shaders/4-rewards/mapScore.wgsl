// What: a score for a question about a map: a right answer and the details of a route, worth more on harder maps and where one must change lines.
// Formula: difficulty·(right_points·max(right, answer) + detail_share·detail). difficulty = easy_factor, middle_factor or hard_factor by the truth's fact
// of the kind map (easy, middle, hard; 1 without it), + transfer_factor where its fact of the kind transfers is above 0; 1 with by_difficulty = 0.
// Shapes: column (R). Units: points. right: a route is right; answer: an answer to another question is right; detail: points of a route.
// Source: RewardMap (arXiv 2510.02240), reason_map.py: reason_map_compute_score, get_difficulty_weight.
// Reward: mapScore
// Range: [-100000, 100000]
// Knob: right_points = 10, 0, 100, a right answer
// Knob: detail_share = 0.5, 0, 10, weight of the details
// Knob: by_difficulty = 1, 0, 1, multiply by the difficulty; 0 = the code's mode baseline
// Knob: easy_factor = 1, 0, 10, difficulty of an easy map
// Knob: middle_factor = 1.2, 0, 10, difficulty of a map in between
// Knob: hard_factor = 1.5, 0, 10, difficulty of a hard map
// Knob: transfer_factor = 0.5, 0, 10, added where a transfer is needed
// Signal: right = reward/routeRight
// Signal: answer = reward/answerFolded
// Signal: detail = reward/routeDetail
// Truth: facts
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/routeFacts

override WORKGROUP_SIZE: u32 = 64;

struct MapScoreParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  right_points: f32,
  detail_share: f32,
  by_difficulty: f32,
  easy_factor: f32,
  middle_factor: f32,
  hard_factor: f32,
  transfer_factor: f32,
}

@group(0) @binding(0) var<uniform> params: MapScoreParams;

fn difficulty(r: u32) -> f32 {
  if (params.by_difficulty < 0.5) { return 1.0; }
  let map = factText(r, routeFact(r, FACT_MAP));
  var factor = 1.0;
  // The first letter tells them apart.
  let letter = select(0u, textByte(map, 0u), map.length > 0u);
  if (letter == 101u) { factor = params.easy_factor; }
  if (letter == 109u) { factor = params.middle_factor; }
  if (letter == 104u) { factor = params.hard_factor; }
  return factor + select(0.0, params.transfer_factor, factNumber(r, routeFact(r, FACT_TRANSFERS)) > 0.0);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn mapScore(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let right = max(rolloutSignal(SIGNAL_RIGHT, r), rolloutSignal(SIGNAL_ANSWER, r));
  column[r] = difficulty(r) * (params.right_points * right + params.detail_share * rolloutSignal(SIGNAL_DETAIL, r));
}
