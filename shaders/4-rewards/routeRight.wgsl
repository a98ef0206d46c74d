// What: whether a written route leads over the lines of the map from its true first station to its true last one.
// Formula: 1 if there is a section (4-rewards/routeSections), the first departs and the last arrives where the truth says, and for every section: its
// line exists, both stops lie on it in whatever order, and the next section departs where it arrives. How many sections there are does not count.
// Shapes: column (R). Units: 0 or 1. 0 where the truth has no fact of the kinds from and to: the prompt asks for no route.
// Source: RewardMap (arXiv 2510.02240), reason_map.py: get_acc_planning.
// Reward: routeRight
// Range: [0, 1]
// Knob: route_form = 0, 0, 1, 0 = sections with keys; 1 = the triples of the answer: departure, line, arrival
// Truth: facts, triples (at most 64)
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/readTriple, 4-rewards/stationName, 4-rewards/routeSections, 4-rewards/routeFacts, 4-rewards/route

override WORKGROUP_SIZE: u32 = 64;

struct RouteRightParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  route_form: f32,
}

@group(0) @binding(0) var<uniform> params: RouteRightParams;

fn isRightRoute(r: u32) -> bool {
  readSections(r, u32(params.route_form), false);
  readMarks(r);
  if (!hasRightEnds(r)) { return false; }
  for (var i = 0u; i < sectionCount; i++) {
    if (!isOnOwnLine(r, i)) { return false; }
    if (i + 1u < sectionCount && !isJoined(i)) { return false; }
  }
  return true;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn routeRight(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = select(0.0, 1.0, isRightRoute(r));
}
