// What: one part of what a box and two points earn, such as a segmentation model takes for a prompt: form, overlap, corners or points.
// Formula: part 0: 1 if the object (4-rewards/promptObject) has a box of four entries and points of two. 1: 1 if IoU > iou_threshold; sides
// and areas count one unit more than the corners differ, an overlap only where it has a width and a height. 2: 1 if the mean difference of
// the corners < corner_error. 3: 1 if both points, cut to whole numbers, lie in the written box, edges included, and their mean distance
// to the true ones < point_distance, in the better of the two orders.
// Shapes: column (R). Units: 0 or 1; distances as the completion writes them. 0 where there is no object. Of texts for points only the form is known.
// Source: Seg-Zero (arXiv 2503.06520), seg_restrict.py; seg.py (any_key).
// Reward: boxWithPoints
// Range: [0, 1]
// Knob: part = 0, 0, 3, 0 = form, 1 = overlap, 2 = corners, 3 = points
// Knob: any_key = 0, 0, 1, keys need only contain bbox and point
// Knob: iou_threshold = 0.5, 0, 1, a box is right above this IoU
// Knob: corner_error = 10, 0, 1000, corners are right below this mean difference
// Knob: point_distance = 100, 0, 1000, points are right below this mean distance
// Truth: boxes, points
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/jsonText, 4-rewards/jsonNumber, 4-rewards/jsonMarks, 4-rewards/promptObject

override WORKGROUP_SIZE: u32 = 64;

struct BoxWithPointsParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  coordinateWidth: f32,
  coordinateHeight: f32,
  part: f32,
  any_key: f32,
  iou_threshold: f32,
  corner_error: f32,
  point_distance: f32,
}

@group(0) @binding(0) var<uniform> params: BoxWithPointsParams;

fn hasForm() -> bool {
  let isFull = fields[0].size == 4u && fields[1].size == 2u && fields[2].size == 2u;
  return isFull && (params.any_key > 0.5 || (fields[0].isList && fields[1].isList && fields[2].isList));
}

fn unitArea(box: vec4f) -> f32 {
  return (box.z - box.x + 1.0) * (box.w - box.y + 1.0);
}

fn unitIou(a: vec4f, b: vec4f) -> f32 {
  let shared_ = vec4f(max(a.xy, b.xy), min(a.zw, b.zw));
  if (shared_.x >= shared_.z || shared_.y >= shared_.w) { return 0.0; }
  let both = unitArea(shared_);
  return both / (unitArea(a) + unitArea(b) - both);
}

fn arePointsRight(r: u32, size: vec2f) -> bool {
  if (fields[3].numbers < 2u || fields[4].numbers < 2u || truthPointCount(r) < 2u) { return false; }
  let one = trunc(fields[3].values.xy);
  let two = trunc(fields[4].values.xy);
  if (!boxContains(fields[0].values, one) || !boxContains(fields[0].values, two)) { return false; }
  let a = truthPoint(r, 0u) * size;
  let b = truthPoint(r, 1u) * size;
  return 0.5 * min(distance(one, a) + distance(two, b), distance(one, b) + distance(two, a)) < params.point_distance;
}

fn isRight(r: u32) -> bool {
  if (!readPromptObject(r)) { return false; }
  if (params.part < 0.5) { return hasForm(); }
  let size = vec2f(params.coordinateWidth, params.coordinateHeight);
  let truth_ = truthBox(r, 0u) * vec4f(size, size);
  if (!fields[0].isList || fields[0].size != 4u || fields[0].numbers != 4u) { return false; }
  if (params.part > 2.5) { return arePointsRight(r, size); }
  if (truthBoxCount(r) == 0u) { return false; }
  if (params.part > 1.5) { return dot(abs(fields[0].values - truth_), vec4f(0.25)) < params.corner_error; }
  return unitIou(fields[0].values, truth_) > params.iou_threshold;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn boxWithPoints(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = select(0.0, 1.0, isRight(r));
}
