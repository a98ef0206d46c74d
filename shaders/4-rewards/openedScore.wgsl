// What: a score that counts only where another one reaches a threshold: a judge whose verdict is heard where the form is right, say.
// Formula: score where opener ≥ least, else 0.
// Shapes: column (R). Units: those of the score.
// Source: UniDoc-RL (deepglint/UniDoc-RL), reward_manager/rm.py: the judge's verdict where the form is worth more than 0.5.
// Reward: openedScore
// Range: [-1000000, 1000000]
// Knob: least = 1, -1000, 1000, the score counts from this value of the opener on
// Signal: score = judge/score
// Signal: opener = reward/format
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct OpenedScoreParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  least: f32,
}

@group(0) @binding(0) var<uniform> params: OpenedScoreParams;

@compute @workgroup_size(WORKGROUP_SIZE)
fn openedScore(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = select(0.0, rolloutSignal(SIGNAL_SCORE, r), rolloutSignal(SIGNAL_OPENER, r) >= params.least);
}
