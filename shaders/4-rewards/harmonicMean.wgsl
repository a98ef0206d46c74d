// What: two scores as one that is low where either is: a caption must fit the picture and be near a reference.
// Formula: 2/(1/first + 1/second); 0 where one of them is not positive.
// Shapes: column (R). Units: those of the scores.
// Source: CLIP-reward: j-min/CLIP-Caption-Reward, captioning/utils/clipscore.py: calc_refclip_s.
// Reward: harmonicMean
// Range: [0, 1000000]
// Signal: first = reward/embeddingScore
// Signal: second = reward/reference
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct HarmonicMeanParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
}

@group(0) @binding(0) var<uniform> params: HarmonicMeanParams;

@compute @workgroup_size(WORKGROUP_SIZE)
fn harmonicMean(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let first = rolloutSignal(SIGNAL_FIRST, r);
  let second = rolloutSignal(SIGNAL_SECOND, r);
  column[r] = select(0.0, 2.0 / (1.0 / first + 1.0 / second), first > 0.0 && second > 0.0);
}
