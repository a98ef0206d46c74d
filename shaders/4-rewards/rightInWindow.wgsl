// What: a bonus for right answers whose length, or another count, lies in a window, where enough answers of the group are right.
// Formula: 1 where right_i > least_right, fewest_right or more of the group are so, and count_min ≤ count ≤ count_max; else 0. The bonus is the
// weight of the use.
// Shapes: column (R). Units: 0 or 1; the count in its own units.
// Source: zywang0104/Video-KTR, src/r1-v/src/open_r1/trainer/grpo_trainer.py: compute_loss (len_control: bonus 0.2; it counts the kept tokens).
// Reward: rightInWindow
// Range: [0, 1]
// Knob: least_right = 0.1, -100, 100, an answer is right above this
// Knob: fewest_right = 2, 1, 512, so many answers of the group must be right
// Knob: count_min = 320, 0, 100000, smallest count that is paid
// Knob: count_max = 512, 0, 100000, largest count that is paid
// Signal: right = reward/answerFolded
// Signal: count = key/count
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct RightInWindowParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  least_right: f32,
  fewest_right: f32,
  count_min: f32,
  count_max: f32,
}

@group(0) @binding(0) var<uniform> params: RightInWindowParams;

fn isRight(r: u32) -> bool { return rolloutSignal(SIGNAL_RIGHT, r) > params.least_right; }

@compute @workgroup_size(WORKGROUP_SIZE)
fn rightInWindow(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let first = r - r % params.generations;
  var right = 0.0;
  for (var g = 0u; g < params.generations; g++) { right += select(0.0, 1.0, isRight(first + g)); }
  let count = rolloutSignal(SIGNAL_COUNT, r);
  let isPaid = isRight(r) && right >= params.fewest_right && count >= params.count_min && count <= params.count_max;
  column[r] = select(0.0, 1.0, isPaid);
}
