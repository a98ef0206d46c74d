// What: how difficult a question is for the policy now: from how many answers of its group are right. Not paid itself.
// Formula: mean of right over the group ≥ 2/3: 0 (easy); ≥ 1/3: 1 (medium); else 2 (hard).
// Shapes: column (R), one number per group. Units: 0, 1 or 2.
// Source: ARES (shawn0728/ARES), verl/trainer/ray_trainer.py, update_difficulty_and_skip_gid_set.
// Reward: difficulty
// Range: [0, 2]
// Signal: right = reward/answerFolded
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct DifficultyParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
}

@group(0) @binding(0) var<uniform> params: DifficultyParams;

@compute @workgroup_size(WORKGROUP_SIZE)
fn difficulty(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let first = r - r % params.generations;
  var sum = 0.0;
  for (var g = 0u; g < params.generations; g++) { sum += rolloutSignal(SIGNAL_RIGHT, first + g); }
  // Without a division two thirds of a group are exactly two thirds.
  let thirds = 3.0 * sum;
  let size = f32(params.generations);
  column[r] = select(select(2.0, 1.0, thirds >= size), 0.0, thirds >= 2.0 * size);
}
