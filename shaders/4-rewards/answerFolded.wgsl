// What: whether the answer is the true one, upper and lower case alike.
// Formula: 1 if fold(trim(answer)) = fold(trim(truth)); fold = ASCII lower case, trim takes white space and . , ! ? " ' : ;
// away at both ends.
// Shapes: column (R). Units: 0 or 1. 0 where the span or the truth is missing.
// Source: accuracy rewards of TRL and VLM-R1.
// Reward: answerFolded
// Range: [0, 1]
// Truth: answer
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct AnswerFoldedParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
}

@group(0) @binding(0) var<uniform> params: AnswerFoldedParams;

fn isSameAnswer(r: u32) -> bool {
  if (!hasTruthAnswer(r) || !hasSpan(r, SPAN_ANSWER)) { return false; }
  return bytesEqualFolded(trimmed(spanBytes(r, SPAN_ANSWER), true), trimmed(truthAnswer(r), true));
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn answerFolded(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = select(0.0, 1.0, isSameAnswer(r));
}
