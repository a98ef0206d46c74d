// What: pays what is right in a route, section by section, and fines sections beyond those that are needed.
// Formula: 0 unless the first section departs and the last arrives where the truth says; else min(most, ends_points + Σ over the sections i = 1 … of
//   − extra_fine if i > transfers + 1 (follows_code: if i > transfers, so that the last needed section is fined, too)
//   + line_points if the line exists, or, where no transfer is needed, direct_points if the line has both true end stations
//   + transfer_points if i ≤ transfers, both stops lie on the line and the next section departs where this one arrives).
// No lower bound. A perfect route of 0, 1, 2 transfers earns 6, 9, 10 points, and 1, 4, 8 with follows_code.
// Shapes: column (R). Units: points. Keys of sections in any case (4-rewards/routeSections). 0 where the prompt asks for no route.
// Source: RewardMap (arXiv 2510.02240), and reason_map.py: get_detailed_reward_planning.
// Reward: routeDetail
// Range: [-3200, 100]
// Knob: route_form = 0, 0, 1, 0 = sections with keys; 1 = the triples of the answer: departure, line, arrival
// Knob: follows_code = 0, 0, 1, fine from the section whose number exceeds the transfers, as the released code does; 0 = the paper
// Knob: ends_points = 2, 0, 10, both end stations right
// Knob: direct_points = 4, 0, 10, the line of a route without transfers is right
// Knob: line_points = 3, 0, 10, the line of a section exists
// Knob: transfer_points = 1, 0, 10, a needed transfer is right
// Knob: extra_fine = 5, 0, 100, taken away for each section too many
// Knob: most = 10, 0, 100, more points do not count
// Truth: facts, triples (at most 64)
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/readTriple, 4-rewards/stationName, 4-rewards/routeSections, 4-rewards/routeFacts, 4-rewards/route

override WORKGROUP_SIZE: u32 = 64;

struct RouteDetailParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  route_form: f32,
  follows_code: f32,
  ends_points: f32,
  direct_points: f32,
  line_points: f32,
  transfer_points: f32,
  extra_fine: f32,
  most: f32,
}

@group(0) @binding(0) var<uniform> params: RouteDetailParams;

fn detailPoints(r: u32) -> f32 {
  readSections(r, u32(params.route_form), true);
  readMarks(r);
  if (!hasRightEnds(r)) { return 0.0; }
  let transfers = u32(factNumber(r, routeFact(r, FACT_TRANSFERS)));
  let needed = transfers + select(1u, 0u, params.follows_code > 0.5);
  var points = params.ends_points;
  for (var i = 0u; i < sectionCount; i++) {
    if (i + 1u > needed) { points -= params.extra_fine; }
    let line = sectionPart(r, i, PART_LINE);
    // Marks 0 and 1 are the true ends.
    if (transfers == 0u && areOnLine(r, line, 0u)) { points += params.direct_points; }
    if (transfers > 0u && isLine(r, line)) { points += params.line_points; }
    if (i + 1u < sectionCount && i < transfers && isJoined(i) && isOnOwnLine(r, i)) { points += params.transfer_points; }
  }
  return min(points, params.most);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn routeDetail(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = detailPoints(r);
}
