// What: trust in the judge of the thinking, per group: less where wrong answers think better than right ones, and with every step.
// Formula: o_i = how right rollout i is; s_i = its thinking score where o_i ≥ 0.2, else 0. If every o_i ≥ 0.9, or every o_i ≤ 0.1:
// column = dropped. Else right = o_i ≥ 0.5; m, w = mean of s over right and over other rollouts (0 where there are none). γ = 1 if
// m ≥ w, or if nobody is right (needs_right = 1); else γ = e^(exponent·(m − w)). column = γ·e^(−step/decay_steps). Rollouts that
// are not judged count as 0 in the means.
// Shapes: column (R), one number per group. Units: 0…1. step = steps finished before this one.
// Source: SophiaVL-R1 (arXiv 2505.17018); kxfan2002/SophiaVL-R1, verl/workers/reward/custom.py (CustomRewardManager.__call__). What
// it logs as gamma has exponent 2, needs_right 0, dropped 0.5 and step 0.
// Reward: thinkingTrust
// Range: [0, 1]
// Knob: decay_steps = 500, 1, 1000000, steps in which the trust falls to 1/e
// Knob: exponent = 1, 0, 10, how fast the trust falls with the lead of the wrong ones
// Knob: needs_right = 1, 0, 1, 1 = the trust is whole where nobody is right
// Knob: dropped = 0, 0, 1, trust where all are right or all are wrong
// Signal: outcome = reward/answerFolded
// Signal: score = judge/score
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct ThinkingTrustParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  decay_steps: f32,
  exponent: f32,
  needs_right: f32,
  dropped: f32,
  step: u32,
}

@group(0) @binding(0) var<uniform> params: ThinkingTrustParams;

const ALL_RIGHT = 0.9;
const ALL_WRONG = 0.1;
const RIGHT = 0.5;
const JUDGED = 0.2;

fn trustOf(first: u32) -> f32 {
  var least = rolloutSignal(SIGNAL_OUTCOME, first);
  var most = least;
  var sums = vec2f(0.0);
  var counts = vec2f(0.0);
  for (var r = first; r < first + params.generations; r++) {
    let outcome = rolloutSignal(SIGNAL_OUTCOME, r);
    least = min(least, outcome);
    most = max(most, outcome);
    let side = select(vec2f(0.0, 1.0), vec2f(1.0, 0.0), outcome >= RIGHT);
    sums += side * select(0.0, rolloutSignal(SIGNAL_SCORE, r), outcome >= JUDGED);
    counts += side;
  }
  if (least >= ALL_RIGHT || most <= ALL_WRONG) { return params.dropped; }
  let means = sums / max(counts, vec2f(1.0));
  let isWhole = means.x >= means.y || (counts.x == 0.0 && params.needs_right > 0.5);
  let gamma = select(exp(params.exponent * (means.x - means.y)), 1.0, isWhole);
  return gamma * exp(-f32(params.step) / params.decay_steps);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn thinkingTrust(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = trustOf(r - r % params.generations);
}
