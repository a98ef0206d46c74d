// What: whether the answer is one of those that are accepted, byte for byte: capitals count.
// Formula: 1 if strip(answer) ∈ {true answer, accepted answers}; strip takes away white space at both ends.
// Shapes: column (R). Units: 0 or 1. 0 where the span or the truth is missing.
// Source: SATORI-R1 (justairr/SATORI-R1), plugin.py: VQAAccuracy.
// Reward: answerAccepted
// Range: [0, 1]
// Truth: answer, acceptedAnswers
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/letters, 4-rewards/blanks

override WORKGROUP_SIZE: u32 = 64;

struct AnswerAcceptedParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
}

@group(0) @binding(0) var<uniform> params: AnswerAcceptedParams;

fn isAccepted(r: u32) -> bool {
  if (!hasSpan(r, SPAN_ANSWER)) { return false; }
  let own = stripped(spanBytes(r, SPAN_ANSWER));
  if (hasTruthAnswer(r) && bytesEqual(own, truthAnswer(r))) { return true; }
  for (var i = 0u; i < acceptedCount(r); i++) {
    if (bytesEqual(own, acceptedAnswer(r, i))) { return true; }
  }
  return false;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn answerAccepted(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = select(0.0, 1.0, isAccepted(r));
}
