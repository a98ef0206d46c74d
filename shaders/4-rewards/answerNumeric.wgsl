// What: whether the answer is the true number, within a tolerance.
// Formula: 1 if |answer − truth| ≤ absolute_tolerance + relative_tolerance·|truth|. The span must hold nothing but a number.
// Shapes: column (R). Units: 0 or 1. 0 where either is not a number.
// Source: relaxed accuracy (5 %) of ChartQA, Masry et al. 2022; the default here is 1 %.
// Reward: answerNumeric
// Range: [0, 1]
// Knob: relative_tolerance = 0.01, 0, 1, allowed share of the true number
// Knob: absolute_tolerance = 0, 0, 1000000, allowed difference
// Truth: answer
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct AnswerNumericParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  relative_tolerance: f32,
  absolute_tolerance: f32,
}

@group(0) @binding(0) var<uniform> params: AnswerNumericParams;

fn isNear(r: u32) -> bool {
  if (!truthIsNumber(r) || numberAt(r, NUMBER_ANSWER_IS_NUMBER) == 0.0) { return false; }
  let allowed = params.absolute_tolerance + params.relative_tolerance * abs(truthNumber(r));
  return abs(numberAt(r, NUMBER_ANSWER) - truthNumber(r)) <= allowed;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn answerNumeric(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = select(0.0, 1.0, isNear(r));
}
