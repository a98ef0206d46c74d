// What: the judge's score of the thinking, as far as the judge is trusted; nothing for answers that are mostly wrong.
// Formula: column = trust·score where outcome ≥ 0.2, else 0.
// Shapes: column (R). Units: those of the score (0…1).
// Source: SophiaVL-R1 (arXiv 2505.17018); kxfan2002/SophiaVL-R1, verl/workers/reward/custom.py: reward = outcome + 0.3·this. The
// authors do not ask the judge about the others; here it is asked and not heard.
// Reward: trustedThinking
// Range: [0, 1]
// Signal: outcome = reward/answerFolded
// Signal: score = judge/score
// Signal: trust = reward/thinkingTrust
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct TrustedThinkingParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
}

@group(0) @binding(0) var<uniform> params: TrustedThinkingParams;

const JUDGED = 0.2;

@compute @workgroup_size(WORKGROUP_SIZE)
fn trustedThinking(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let paid = rolloutSignal(SIGNAL_TRUST, r) * rolloutSignal(SIGNAL_SCORE, r);
  column[r] = select(0.0, paid, rolloutSignal(SIGNAL_OUTCOME, r) >= JUDGED);
}
