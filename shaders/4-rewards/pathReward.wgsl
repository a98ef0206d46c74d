// What: the form first, then the outcome, and where nobody in the group is right, the way there.
// Formula: form < 1: wrong_format; else, where the group is solved: 1 if right ≥ 1, else 0; where it is not: path_weight·score. In the first
// cold_start_steps steps: 1 where form ≥ 1, else 0.
// Shapes: column (R). Units: reward; score in nats per token.
// Source: P2S (arXiv 2601.20649), section 3, by summaries of the paper; the values of the cold start are ours.
// Reward: pathReward
// Range: [-1000000, 1000000]
// Knob: wrong_format = -1, -100, 0, what an answer without the form gets
// Knob: path_weight = 1, 0, 100, weight of the way in groups in which nobody is right; 0 = outcome only
// Knob: cold_start_steps = 0, 0, 1000000, steps at the beginning in which the form alone is paid
// Signal: right = reward/answerFolded
// Signal: form = reward/format
// Signal: solved = reward/groupSolved
// Signal: score = path/score
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct PathRewardParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  wrong_format: f32,
  path_weight: f32,
  cold_start_steps: f32,
  step: u32,
}

@group(0) @binding(0) var<uniform> params: PathRewardParams;

@compute @workgroup_size(WORKGROUP_SIZE)
fn pathReward(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let hasForm = rolloutSignal(SIGNAL_FORM, r) >= 1.0;
  let outcome = select(0.0, 1.0, rolloutSignal(SIGNAL_RIGHT, r) >= 1.0);
  let way = params.path_weight * rolloutSignal(SIGNAL_SCORE, r);
  let formed = select(way, outcome, rolloutSignal(SIGNAL_SOLVED, r) >= 1.0);
  let isCold = f32(params.step) < params.cold_start_steps;
  column[r] = select(select(params.wrong_format, formed, hasForm), select(0.0, 1.0, hasForm), isCold);
}
