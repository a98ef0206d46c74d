// What: the score of a model whose mean and spread are known, on a scale of its own.
// Formula: scale·(score − mean)/spread + bias.
// Shapes: column (R). Units: those of scale.
// Source: Fine-Grained RLHF (arXiv 2306.01693); allenai/FineGrainedRLHF, tasks/qa_feedback/training/reward.py: PreferenceReward (completeness:
// mean −0.44677690555995353, spread 8.301160619054132, scale 0.3, bias 0).
// Reward: standardised
// Range: [-1000000, 1000000]
// Knob: mean = 0, -1000, 1000, mean of the scores of the model
// Knob: spread = 1, 0.001, 1000, their standard deviation
// Knob: scale = 1, -100, 100, what a score one deviation above the mean earns
// Knob: bias = 0, -100, 100, what a score at the mean earns
// Signal: score = judge/score
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct StandardisedParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  mean: f32,
  spread: f32,
  scale: f32,
  bias: f32,
}

@group(0) @binding(0) var<uniform> params: StandardisedParams;

@compute @workgroup_size(WORKGROUP_SIZE)
fn standardised(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = params.scale * (rolloutSignal(SIGNAL_SCORE, r) - params.mean) / params.spread + params.bias;
}
