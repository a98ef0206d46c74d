// What: how much better an answer is than another one of the same prompt, say the one that greedy decoding writes (self-critical training).
// Formula: score of the rollout − baseline of its prompt. It is an advantage already: set advantage_baseline and scale_rewards to none.
// Shapes: column (R). Units: those of the scores.
// Source: CLIP-reward: j-min/CLIP-Caption-Reward, captioning/utils/rewards.py:
// get_self_critical_clipscore_reward.
// Reward: aboveBaseline
// Range: [-1000000, 1000000]
// Signal: score = reward/embeddingScore
// Signal: baseline = greedy/score
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct AboveBaselineParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
}

@group(0) @binding(0) var<uniform> params: AboveBaselineParams;

@compute @workgroup_size(WORKGROUP_SIZE)
fn aboveBaseline(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = rolloutSignal(SIGNAL_SCORE, r) - promptSignal(SIGNAL_BASELINE, r);
}
