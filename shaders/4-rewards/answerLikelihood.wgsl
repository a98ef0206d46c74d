// What: how likely the answer is, given the model's own reasoning, in the eyes of another network (a slow reference).
// Formula: L = min(exp(Σ_t m_t·log p_t / (Σ_t m_t + 1e-6)), confidence_upper_bound); m_t = 1 for the tokens between the answer
// tags, log p_t by the network that log_probs names. Without such a token L = exp(0) = 1, so the bound: the most there is.
// Shapes: column (R). Units: 0…1, a probability per token (geometric mean).
// Source: GRPO-CARE (arXiv 2506.16141), grpo_trainer_ref_ema.py: avg_ref_ps_answer. The authors count from the end of the text
// (its last three tokens before EOS are the closing tag); here the parsed span says which tokens are the answer.
// Reward: answerLikelihood
// Range: [0, 1]
// Knob: confidence_upper_bound = 0.95, 0, 1, likelihoods above it count as this one; 1 = no bound
// Signal: log_probs = ema/logProb
// Needs: tokenSpans
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct AnswerLikelihoodParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  confidence_upper_bound: f32,
}

@group(0) @binding(0) var<uniform> params: AnswerLikelihoodParams;

fn likelihood(r: u32) -> f32 {
  var total = 0.0;
  var count = 0.0;
  for (var t = 0u; t < params.maxTokens; t++) {
    if (!isInSpan(tokenSignal(SIGNAL_TOKEN_SPANS, r, t), SPAN_ANSWER)) { continue; }
    total += tokenSignal(SIGNAL_LOG_PROBS, r, t);
    count += 1.0;
  }
  return exp(total / (count + 1e-6));
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn answerLikelihood(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = min(likelihood(r), params.confidence_upper_bound);
}
