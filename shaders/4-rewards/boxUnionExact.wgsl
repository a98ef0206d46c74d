// What: overlap of the area that all boxes cover with the area that all true boxes cover, computed exactly.
// Formula: |B ∩ T| / (|B ∪ T| + area_epsilon). The edges of all boxes cut the picture into cells, each of which lies inside or outside of
// every box; their areas are added. Corners may be in any order, boxes may overlap, repeat and reach beyond the picture. With python_list
// the boxes are the first span of the tag bbox, or else box, read by 4-rewards/pythonList; anything that is no list of boxes gives 0.
// Shapes: column (R). Units: 0…1; areas in units of the true boxes: fractions of the picture. 0 where nothing is covered. Not scored where
// a list has more than 32 boxes.
// Source: SATORI-R1 (justairr/SATORI-R1), plugin.py: BoundingBoxAccuracy (areas by shapely; 1e-6 square pixels).
// Reward: boxUnionExact
// Range: [0, 1]
// Knob: python_list = 0, 0, 1, the span must be a list of boxes as Python writes it; 0 takes whatever boxes are found
// Knob: area_epsilon = 0, 0, 1, added to the area of the union (1 = the whole picture)
// Truth: boxes
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/readNumber, 4-rewards/pythonList

override WORKGROUP_SIZE: u32 = 64;

struct BoxUnionExactParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  coordinateWidth: f32,
  coordinateHeight: f32,
  python_list: f32,
  area_epsilon: f32,
}

@group(0) @binding(0) var<uniform> params: BoxUnionExactParams;

const FAR = 3e38;

fn sorted(box: vec4f) -> vec4f {
  return vec4f(min(box.xy, box.zw), max(box.xy, box.zw));
}

// The boxes of the completion, into `listed`.
fn takeBoxes(r: u32) {
  listedCount = 0u;
  if (params.python_list > 0.5) {
    let span = spanBytes(r, select(SPAN_BOX, SPAN_BBOX, hasSpan(r, SPAN_BBOX)));
    if (!readBoxList(span)) { listedCount = 0u; }
    let size = vec4f(params.coordinateWidth, params.coordinateHeight, params.coordinateWidth, params.coordinateHeight);
    for (var i = 0u; i < min(listedCount, MAX_LISTED); i++) { listed[i] = sorted(listed[i] / size); }
  } else {
    for (var i = 0u; i < boxCount(r); i++) { keepBox(boxAt(r, i)); }
  }
}

// The first edge behind `place`, across (axis 0) or down (axis 1); FAR where there is none.
fn nextEdge(r: u32, place: f32, axis: u32) -> f32 {
  var next = FAR;
  for (var i = 0u; i < listedCount + truthBoxCount(r); i++) {
    var box = truthBox(r, max(i, listedCount) - listedCount);
    if (i < listedCount) { box = listed[i]; }
    next = min(next, select(FAR, box[axis], box[axis] > place));
    next = min(next, select(FAR, box[axis + 2u], box[axis + 2u] > place));
  }
  return next;
}

// Whether the cell that begins there lies in a box of the completion, and in a true one.
fn covers(r: u32, corner: vec2f) -> vec2<bool> {
  var inside = vec2<bool>(false);
  for (var i = 0u; i < listedCount; i++) { inside.x |= all(corner >= listed[i].xy) & all(corner < listed[i].zw); }
  for (var j = 0u; j < truthBoxCount(r); j++) {
    let box = truthBox(r, j);
    inside.y |= all(corner >= box.xy) & all(corner < box.zw);
  }
  return inside;
}

fn exactIou(r: u32) -> f32 {
  takeBoxes(r);
  if (listedCount > MAX_LISTED) { return notScorable(); }
  var both = 0.0;
  var either = 0.0;
  var x = nextEdge(r, -FAR, 0u);
  while (x < FAR) {
    let right = nextEdge(r, x, 0u);
    var y = nextEdge(r, -FAR, 1u);
    while (y < FAR && right < FAR) {
      let below = nextEdge(r, y, 1u);
      let area = select((right - x) * (below - y), 0.0, below == FAR);
      let inside = covers(r, vec2f(x, y));
      both += select(0.0, area, all(inside));
      either += select(0.0, area, any(inside));
      y = below;
    }
    x = right;
  }
  return both / max(either + params.area_epsilon, 1e-30);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn boxUnionExact(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = exactIou(r);
}
