// What: how well the first box covers the true one, with full marks from a threshold on.
// Formula: min(1, IoU / iou_threshold).
// Shapes: column (R). Units: 0…1. 0 where there is no box or no true one.
// Source: InfiGUI-R1 (arXiv 2504.14239), section 3: 1 if IoU ≥ τ, else IoU/τ.
// Reward: boxIouRamp
// Range: [0, 1]
// Knob: iou_threshold = 0.7, 0.01, 1, full marks from this IoU on
// Truth: boxes (at most 16)
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct BoxIouRampParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  iou_threshold: f32,
}

@group(0) @binding(0) var<uniform> params: BoxIouRampParams;

@compute @workgroup_size(WORKGROUP_SIZE)
fn boxIouRamp(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let both = boxCount(r) > 0u && truthBoxCount(r) > 0u;
  column[r] = select(0.0, min(1.0, iou(boxAt(r, 0u), truthBox(r, 0u)) / params.iou_threshold), both);
}
