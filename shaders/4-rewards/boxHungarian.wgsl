// What: how well a set of boxes fits a set of true ones.
// Formula: max over one-to-one matchings of Σ IoU, divided by max(boxes, true boxes); every box counts, also with one true box.
// Shapes: column (R), at most 16 × 16. Units: 0…1; boxes in fractions of the picture. 0 where there is no box or no true one.
// Source: Kuhn 1955; set matching as in DETR (Carion et al. 2020).
// Reward: boxHungarian
// Range: [0, 1]
// Truth: boxes (at most 16)
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/hungarian

override WORKGROUP_SIZE: u32 = 64;

struct BoxHungarianParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
}

@group(0) @binding(0) var<uniform> params: BoxHungarianParams;

fn pairScore(r: u32, i: u32, j: u32) -> f32 {
  return iou(boxAt(r, i), truthBox(r, j));
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn boxHungarian(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = meanOfBestMatching(r, boxCount(r), truthBoxCount(r));
}
