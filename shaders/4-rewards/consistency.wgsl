// What: pays a right answer once more where it follows from its reasoning, as a slow reference sees it.
// Formula: c_i = how right rollout i is, L_i = how likely its answer is after its own thoughts (little for a lucky guess).
// Candidates: c_i > 0.1 and c_i ≥ mean of c over the group. column = c_i for candidates with L_i ≥ (mean of L over the
// candidates, i included) − consistency_margin, else 0; 0 for all where there is no candidate. The bonus coefficient is the
// weight of the use. A mean is the first value + the mean of the differences from it, so that equal values (all at the bound,
// say) equal their mean to the last bit.
// Shapes: column (R). Units: those of c (0…1 for an accuracy).
// Source: GRPO-CARE (arXiv 2506.16141), grpo_trainer_ref_ema.py: accurate_mask, confident_mask, bonus_rewards.
// Reward: consistency
// Range: [0, 10]
// Knob: consistency_margin = 0.01, 0, 1, how far below its peers' mean a likelihood may lie
// Signal: likelihood = reward/answerLikelihood
// Signal: correct = reward/answerFolded
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct ConsistencyParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  consistency_margin: f32,
}

@group(0) @binding(0) var<uniform> params: ConsistencyParams;

const LEAST_CORRECT = 0.1;

fn meanCorrect(first: u32) -> f32 {
  let start = rolloutSignal(SIGNAL_CORRECT, first);
  var gap = 0.0;
  for (var g = 1u; g < params.generations; g++) { gap += rolloutSignal(SIGNAL_CORRECT, first + g) - start; }
  return start + gap / f32(params.generations);
}

fn isCandidate(r: u32, mean: f32) -> bool {
  let correct = rolloutSignal(SIGNAL_CORRECT, r);
  return correct > LEAST_CORRECT && correct >= mean;
}

fn bonus(r: u32) -> f32 {
  let first = r - r % params.generations;
  let mean = meanCorrect(first);
  if (!isCandidate(r, mean)) { return 0.0; }
  let own = rolloutSignal(SIGNAL_LIKELIHOOD, r);
  var gap = 0.0;
  var count = 0.0;
  for (var g = 0u; g < params.generations; g++) {
    if (!isCandidate(first + g, mean)) { continue; }
    gap += rolloutSignal(SIGNAL_LIKELIHOOD, first + g) - own;
    count += 1.0;
  }
  // L ≥ L + mean gap − margin
  return select(0.0, rolloutSignal(SIGNAL_CORRECT, r), gap / count <= params.consistency_margin);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn consistency(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = bonus(r);
}
