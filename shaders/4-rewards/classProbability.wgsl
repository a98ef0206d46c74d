// What: how sure a classifier of two classes is of the second one: that a caption is a sentence and no list of words, say.
// Formula: softmax of the two logits at class 1: 1/(1 + e^(−margin)), margin = logit of class 1 − logit of class 0.
// Shapes: column (R). Units: probability.
// Source: CLIP-reward: j-min/CLIP-Caption-Reward, captioning/utils/rewards.py: get_self_critical_clipscore_reward (grammar head on the text encoder).
// Reward: classProbability
// Range: [0, 1]
// Signal: margin = grammar/margin
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct ClassProbabilityParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
}

@group(0) @binding(0) var<uniform> params: ClassProbabilityParams;

@compute @workgroup_size(WORKGROUP_SIZE)
fn classProbability(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  // Beyond ±60 the probability is 0 or 1 as far as a float can tell.
  column[r] = 1.0 / (1.0 + exp(-clamp(rolloutSignal(SIGNAL_MARGIN, r), -60.0, 60.0)));
}
