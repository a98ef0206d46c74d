// What: share of boxes that hit a true one.
// Formula: 1 for a pair with IoU ≥ iou_threshold, else 0.
// With one true box only the first box of the completion counts, so spraying boxes does not help; with several, the mean over
// max(boxes, true boxes) of the best one-to-one matching.
// Shapes: column (R). Units: 0…1; boxes in fractions of the picture. 0 where there is no box or no true one.
// Source: accuracy at IoU 0.5 of referring expressions (Kazemzadeh et al. 2014); VLM-R1.
// Reward: boxIouThreshold
// Range: [0, 1]
// Knob: iou_threshold = 0.5, 0, 1, a pair counts from this IoU on
// Truth: boxes (at most 16)
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/hungarian

override WORKGROUP_SIZE: u32 = 64;

struct BoxIouThresholdParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  iou_threshold: f32,
}

@group(0) @binding(0) var<uniform> params: BoxIouThresholdParams;

fn pairScore(r: u32, i: u32, j: u32) -> f32 {
  return select(0.0, 1.0, iou(boxAt(r, i), truthBox(r, j)) >= params.iou_threshold);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn boxIouThreshold(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = meanOfBestMatching(r, select(boxCount(r), min(boxCount(r), 1u), truthBoxCount(r) == 1u), truthBoxCount(r));
}
