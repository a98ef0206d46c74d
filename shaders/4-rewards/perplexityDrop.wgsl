// What: how much less puzzling an answer becomes by its question: relative drop of its perplexity.
// Formula: P = exp(−Σ_t m_t·log p_t / Σ_t m_t) with the question (log p of the sampling policy) and, as P0, without it
// (`without`). Each is replaced by its logarithm (use_log), then cut to clip_value (where that is above 1). The term is
// max((P0 − P)/(P0 + 1e-9), −1); with use_denominator 0 it is P0 − P, without a floor. An answer without tokens has P = P0 = 1.
// Shapes: column (R). Units: a share of the perplexity; −1 = the question makes it (more than) twice as puzzling.
// Source: SAR (arXiv 2509.05489); verl/utils/reward_score/efficiency_reward.py, compute_ppl_qa_log.
// Reward: perplexityDrop
// Range: [-1, 1]
// Knob: use_log = 0, 0, 1, logarithms of the perplexities in place of the perplexities
// Knob: clip_value = 0, 0, 1000, largest perplexity that counts; 1 or less = no bound
// Knob: use_denominator = 1, 0, 1, divide by the perplexity without the question; 0 = the plain difference, of any size
// Signal: without = noQuestion/logProb
// Needs: mask, logProb
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct PerplexityDropParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  use_log: f32,
  clip_value: f32,
  use_denominator: f32,
}

@group(0) @binding(0) var<uniform> params: PerplexityDropParams;

fn perplexity(r: u32, signal: u32) -> f32 {
  var sum = 0.0;
  var count = 0.0;
  for (var t = 0u; t < params.maxTokens; t++) {
    if (tokenSignal(SIGNAL_MASK, r, t) < 0.5) { continue; }
    sum += tokenSignal(signal, r, t);
    count += 1.0;
  }
  let surprise = -sum / max(count, 1.0);
  let value = select(exp(surprise), surprise, params.use_log > 0.5);
  return select(value, min(value, params.clip_value), params.clip_value > 1.0);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn perplexityDrop(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let asked = perplexity(r, SIGNAL_LOG_PROB);
  let alone = perplexity(r, SIGNAL_WITHOUT);
  let drop = alone - asked;
  column[r] = select(drop, max(drop / (alone + 1e-9), -1.0), params.use_denominator > 0.5);
}
