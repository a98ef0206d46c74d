// What: whether the answer is the true one, byte for byte.
// Formula: 1 if trim(answer) = trim(truth); trim takes away white space at both ends.
// Shapes: column (R). Units: 0 or 1. 0 where the span or the truth is missing.
// Source: accuracy rewards of TRL and VLM-R1.
// Reward: answerExact
// Range: [0, 1]
// Truth: answer
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct AnswerExactParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
}

@group(0) @binding(0) var<uniform> params: AnswerExactParams;

fn isSameAnswer(r: u32) -> bool {
  if (!hasTruthAnswer(r) || !hasSpan(r, SPAN_ANSWER)) { return false; }
  return bytesEqual(trimmed(spanBytes(r, SPAN_ANSWER), false), trimmed(truthAnswer(r), false));
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn answerExact(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = select(0.0, 1.0, isSameAnswer(r));
}
