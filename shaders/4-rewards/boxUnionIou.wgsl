// What: overlap of the area that all boxes cover with the area that all true boxes cover.
// Formula: IoU of the two union masks, counted on a grid of union_grid × union_grid cell centres of the picture.
// Shapes: column (R). Units: 0…1. 0 where no centre is in either mask.
// Source: mask IoU; DESIGN §3 (union masks rasterised and counted).
// Reward: boxUnionIou
// Range: [0, 1]
// Knob: union_grid = 64, 8, 256, cells per side of the grid
// Truth: boxes
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct BoxUnionIouParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  union_grid: f32,
}

@group(0) @binding(0) var<uniform> params: BoxUnionIouParams;

fn unionIou(r: u32) -> f32 {
  let side = u32(params.union_grid);
  var inBoth = 0u;
  var inEither = 0u;
  for (var cell = 0u; cell < side * side; cell++) {
    let centre = (vec2f(f32(cell % side), f32(cell / side)) + 0.5) / f32(side);
    var isInside = false;
    for (var i = 0u; i < boxCount(r) && !isInside; i++) { isInside = boxContains(boxAt(r, i), centre); }
    var isTrue = false;
    for (var j = 0u; j < truthBoxCount(r) && !isTrue; j++) { isTrue = boxContains(truthBox(r, j), centre); }
    if (isInside && isTrue) { inBoth++; }
    if (isInside || isTrue) { inEither++; }
  }
  return f32(inBoth) / f32(max(inEither, 1u));
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn boxUnionIou(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = unionIou(r);
}
