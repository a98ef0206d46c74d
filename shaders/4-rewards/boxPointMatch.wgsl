// What: how well the listed boxes and points fit the true ones, in steps: three marks for a pair.
// Formula: max over one-to-one matchings of Σ ([IoU > iou_threshold] + [mean |corner difference| < corner_error] + [distance of the points <
// point_distance and the written point in its own box, edges included]), divided by the larger number of things; both lists are cut at 120.
// Sides and areas count one unit more than the difference of the corners, as pixels do. 0 unless every thing has a box of four numbers
// and a point of two. listed = 0: boxes and points of the grammar; a box without a point has its centre, and so has a true box.
// Shapes: column (R). Units: 0…3; distances as the completion writes them. 0 where one of the lists is empty.
// Source: Affordance-R1 (arXiv 2508.06206), aff_r1.py: aff_r1_score_accuracy_reward. Matching: Kuhn 1955; shortest augmenting paths.
// Reward: boxPointMatch
// Range: [0, 3]
// Knob: iou_threshold = 0.65, 0, 1, a pair earns the first mark above this IoU
// Knob: corner_error = 10, 0, 1000, the second one below this mean difference of the corners
// Knob: point_distance = 30, 0, 1000, the third one below this distance of the points
// Knob: listed = 1, 0, 1, a JSON list in the answer; 0 = the boxes and points of the grammar
// Truth: boxes, points
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/namedBlock, 4-rewards/letters, 4-rewards/blanks, 4-rewards/jsonText, 4-rewards/jsonNumber, 4-rewards/jsonMarks, 4-rewards/listed

override WORKGROUP_SIZE: u32 = 64;

struct BoxPointMatchParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  coordinateWidth: f32,
  coordinateHeight: f32,
  iou_threshold: f32,
  corner_error: f32,
  point_distance: f32,
  listed: f32,
}

@group(0) @binding(0) var<uniform> params: BoxPointMatchParams;

fn pixelArea(box: vec4f) -> f32 {
  return (box.z - box.x + 1.0) * (box.w - box.y + 1.0);
}

fn marksOf(r: u32, i: u32, j: u32) -> f32 {
  let size = vec2f(params.coordinateWidth, params.coordinateHeight);
  let own = things[i];
  let box = truthBox(r, j) * vec4f(size, size);
  let point = select(0.5 * (box.xy + box.zw), truthPoint(r, j) * size, j < truthPointCount(r));
  let shared_ = max(min(own.box.zw, box.zw) - max(own.box.xy, box.xy) + 1.0, vec2f(0.0));
  let both = shared_.x * shared_.y;
  let overlap = both / (pixelArea(own.box) + pixelArea(box) - both);
  let error = dot(abs(own.box - box), vec4f(0.25));
  let isNear = length(own.point - point) < params.point_distance && boxContains(own.box, own.point);
  return select(0.0, 1.0, overlap > params.iou_threshold) + select(0.0, 1.0, error < params.corner_error) + select(0.0, 1.0, isNear);
}

// Row 0 … of the shorter list, column of the longer one.
fn costOf(r: u32, row: u32, at: u32, turned: bool) -> f32 {
  return -marksOf(r, select(row, at, turned), select(at, row, turned));
}

fn bestMarks(r: u32, n: u32, m: u32) -> f32 {
  let turned = n > m;
  let rows = min(n, m);
  let columns = max(n, m);
  // Column 120 holds the row that is being added.
  var rowOf = array<u32, 121>();
  var rowPotential = array<f32, 121>();
  var columnPotential = array<f32, 121>();
  for (var j = 0u; j <= MOST_LISTED; j++) { rowOf[j] = MOST_LISTED; }
  for (var row = 0u; row < rows; row++) {
    var distance = array<f32, 121>();
    var cameFrom = array<u32, 121>();
    var isUsed = array<bool, 121>();
    for (var j = 0u; j <= MOST_LISTED; j++) { distance[j] = 1e9; }
    rowOf[MOST_LISTED] = row;
    var at = MOST_LISTED;
    for (var taken = 0u; taken <= rows; taken++) {
      isUsed[at] = true;
      let i = rowOf[at];
      var step = 1e9;
      var next = 0u;
      for (var j = 0u; j < columns; j++) {
        if (isUsed[j]) { continue; }
        let reduced = costOf(r, i, j, turned) - rowPotential[i] - columnPotential[j];
        if (reduced < distance[j]) {
          distance[j] = reduced;
          cameFrom[j] = at;
        }
        if (distance[j] < step) {
          step = distance[j];
          next = j;
        }
      }
      for (var j = 0u; j <= MOST_LISTED; j++) {
        if (isUsed[j]) {
          rowPotential[rowOf[j]] += step;
          columnPotential[j] -= step;
        } else {
          distance[j] -= step;
        }
      }
      at = next;
      if (rowOf[at] == MOST_LISTED) { break; }
    }
    for (var flipped = 0u; flipped <= rows && at != MOST_LISTED; flipped++) {
      rowOf[at] = rowOf[cameFrom[at]];
      at = cameFrom[at];
    }
  }
  // The potentials add up to the cost of the best matching.
  var total = 0.0;
  for (var k = 0u; k < rows; k++) { total -= rowPotential[k]; }
  for (var j = 0u; j < columns; j++) { total -= columnPotential[j]; }
  return total / f32(max(columns, 1u));
}

// The boxes of the grammar as things.
fn readWritten(r: u32) {
  let size = vec2f(params.coordinateWidth, params.coordinateHeight);
  thingCount = boxCount(r);
  for (var i = 0u; i < thingCount; i++) {
    let box = boxAt(r, i) * vec4f(size, size);
    let point = select(0.5 * (box.xy + box.zw), pointAt(r, min(i, 15u)) * size, i < pointCount(r));
    things[i] = Thing(0u, box, point, vec2u(0u));
  }
}

fn matchOf(r: u32) -> f32 {
  if (params.listed > 0.5) {
    if (!readListed(r) || !isListed) { return 0.0; }
    for (var i = 0u; i < min(thingCount, MOST_LISTED); i++) {
      if (!isRegular(things[i])) { return 0.0; }
    }
  } else {
    readWritten(r);
  }
  let n = min(thingCount, MOST_LISTED);
  let m = min(truthBoxCount(r), MOST_LISTED);
  if (n == 0u || m == 0u) { return 0.0; }
  return bestMarks(r, n, m);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn boxPointMatch(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = matchOf(r);
}
