// What: how well the boxes cover the true ones.
// Formula: IoU = |a ∩ b| / |a ∪ b|.
// With one true box only the first box of the completion counts, so spraying boxes does not help; with several, the mean over
// max(boxes, true boxes) of the best one-to-one matching.
// Shapes: column (R). Units: 0…1; boxes in fractions of the picture. 0 where there is no box or no true one.
// Source: grounding reward of VLM-R1 (arXiv 2504.07615) and Visual-RFT (arXiv 2503.01785).
// Reward: boxIou
// Range: [0, 1]
// Truth: boxes (at most 16)
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/hungarian

override WORKGROUP_SIZE: u32 = 64;

struct BoxIouParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
}

@group(0) @binding(0) var<uniform> params: BoxIouParams;

fn pairScore(r: u32, i: u32, j: u32) -> f32 {
  return iou(boxAt(r, i), truthBox(r, j));
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn boxIou(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = meanOfBestMatching(r, select(boxCount(r), min(boxCount(r), 1u), truthBoxCount(r) == 1u), truthBoxCount(r));
}
