// What: share of true places that are pointed at.
// Formula: a point hits a true box that contains it (edges included) or, where the truth has no boxes, a true point within
// point_radius. Best one-to-one matching of points and places / max(points, places); one place: only the first point counts.
// Shapes: column (R). Units: 0…1; radius in fractions of the picture. 0 where there is no point or no place.
// Source: click rewards of VLM-R1 (distance to target) and of PixMo-points (Deitke et al. 2024).
// Reward: pointInBox
// Range: [0, 1]
// Knob: point_radius = 0.05, 0, 1, distance to a true point that still hits
// Truth: boxes (at most 16), points (at most 16)
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/hungarian

override WORKGROUP_SIZE: u32 = 64;

struct PointInBoxParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  point_radius: f32,
}

@group(0) @binding(0) var<uniform> params: PointInBoxParams;

fn pairScore(r: u32, i: u32, j: u32) -> f32 {
  let point = pointAt(r, i);
  if (truthBoxCount(r) > 0u) { return select(0.0, 1.0, boxContains(truthBox(r, j), point)); }
  return select(0.0, 1.0, length(point - truthPoint(r, j)) <= params.point_radius);
}

fn pointScore(r: u32) -> f32 {
  let places = select(truthPointCount(r), truthBoxCount(r), truthBoxCount(r) > 0u);
  let points = select(pointCount(r), min(pointCount(r), 1u), places == 1u);
  return meanOfBestMatching(r, points, places);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn pointInBox(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = pointScore(r);
}
