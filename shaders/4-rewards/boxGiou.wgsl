// What: overlap of the boxes with the true ones that also grows while they do not touch yet.
// Formula: (GIoU + 1)/2, GIoU = IoU − (|hull| − |a ∪ b|)/|hull|.
// With one true box only the first box of the completion counts, so spraying boxes does not help; with several, the mean over
// max(boxes, true boxes) of the best one-to-one matching.
// Shapes: column (R). Units: 0…1; boxes in fractions of the picture. 0 where there is no box or no true one.
// Source: Rezatofighi et al. 2019 (arXiv 1902.09630).
// Reward: boxGiou
// Range: [0, 1]
// Truth: boxes (at most 16)
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/hungarian

override WORKGROUP_SIZE: u32 = 64;

struct BoxGiouParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
}

@group(0) @binding(0) var<uniform> params: BoxGiouParams;

fn pairScore(r: u32, i: u32, j: u32) -> f32 {
  return 0.5 * (giou(boxAt(r, i), truthBox(r, j)) + 1.0);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn boxGiou(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = meanOfBestMatching(r, select(boxCount(r), min(boxCount(r), 1u), truthBoxCount(r) == 1u), truthBoxCount(r));
}
