// What: a score that only a completion with an answer block can earn, on top of what the block itself earns.
// Formula: 0 where no <answer>…</answer> is found, else base + gain·score.
// Shapes: column (R). Units: those of the score, times gain.
// Source: MoDoMoDo (arXiv 2505.24871): 1 for an answer that can be read, and 2·correct, or 2·IoU where a box is asked for.
// Reward: gatedScore
// Range: [-1000000, 1000000]
// Knob: base = 1, -100, 100, what the answer block earns
// Knob: gain = 2, -100, 100, weight of the score
// Signal: score = reward/answerFolded
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/plainAnswer

override WORKGROUP_SIZE: u32 = 64;

struct GatedScoreParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  base: f32,
  gain: f32,
}

@group(0) @binding(0) var<uniform> params: GatedScoreParams;

@compute @workgroup_size(WORKGROUP_SIZE)
fn gatedScore(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let isOpen = plainAnswer(spanBytes(r, SPAN_COMPLETION), false).found;
  column[r] = select(0.0, params.base + params.gain * rolloutSignal(SIGNAL_SCORE, r), isOpen);
}
