// What: whether the whole completion is the true answer and nothing else: every further token costs the reward.
// Formula: 1 if the completion, as it stands, equals the text of the true answer without white space at its ends, byte for byte. The
// text is the first <answer>…</answer> of the truth on one line, or all of it.
// Shapes: column (R). Units: 0 or 1. 0 where there is no true answer.
// Source: CLS-RL (arXiv 2503.16188), no-thinking twin: grpo_direct.py, accuracy_reward.
// Reward: wholeText
// Range: [0, 1]
// Truth: answer
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/plainAnswer, 4-rewards/unicode

override WORKGROUP_SIZE: u32 = 64;

struct WholeTextParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
}

@group(0) @binding(0) var<uniform> params: WholeTextParams;

@compute @workgroup_size(WORKGROUP_SIZE)
fn wholeText(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let label = stripped(plainAnswer(truthAnswer(r), true).text);
  column[r] = select(0.0, 1.0, hasTruthAnswer(r) && bytesEqual(spanBytes(r, SPAN_COMPLETION), label));
}
