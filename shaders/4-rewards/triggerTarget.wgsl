// What: how many triggers suit the question: what effort compares a rollout with. Not paid itself.
// Formula: mean of count over the step's rollouts whose difficulty is the same; with rounded = 1 to the nearest whole number, halves to even.
// Shapes: column (R), one number per difficulty. Units: triggers.
// Source: ARES (shawn0728/ARES), verl/trainer/ray_trainer.py, update_difficulty_and_skip_gid_set: round(1.0 · mean). Counts are whole
// numbers, so that the half is found exactly.
// Reward: triggerTarget
// Range: [0, 1000000]
// Knob: rounded = 1, 0, 1, round to whole triggers, as the code does
// Signal: difficulty = reward/difficulty
// Signal: count = triggers/count
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct TriggerTargetParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  rounded: f32,
}

@group(0) @binding(0) var<uniform> params: TriggerTargetParams;

@compute @workgroup_size(WORKGROUP_SIZE)
fn triggerTarget(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let own = rolloutSignal(SIGNAL_DIFFICULTY, r);
  var total = 0u;
  var count = 0u;
  for (var peer = 0u; peer < params.rollouts; peer++) {
    if (rolloutSignal(SIGNAL_DIFFICULTY, peer) != own) { continue; }
    total += u32(max(rolloutSignal(SIGNAL_COUNT, peer), 0.0) + 0.5);
    count += 1u;
  }
  let whole = total / count;
  let twice = 2u * (total % count);
  let isUp = twice > count || (twice == count && whole % 2u == 1u);
  column[r] = select(f32(total) / f32(count), f32(whole + select(0u, 1u, isUp)), params.rounded > 0.5);
}
