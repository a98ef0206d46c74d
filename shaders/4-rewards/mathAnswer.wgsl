// What: whether the number in the completion is that of the true answer, found as math-verify finds it.
// Formula: 1 if 4-rewards/mathNumber reads the same number, to six decimals, from the completion and from the true answer. With
// in_block the completion is its first <answer>…</answer> on one line, where it has one. With or_text also 1 where the
// answer blocks, or the whole texts without one, are the same text in whatever case.
// Shapes: column (R). Units: 0 or 1. 0 where there is no true answer.
// Source: CLS-RL (arXiv 2503.16188), grpo.py: accuracy_reward (or_text); Perception-R1 (arXiv 2506.07218), boxed_math_verify.py
// (in_block); math-verify 0.9.0.
// Reward: mathAnswer
// Range: [0, 1]
// Knob: in_block = 0, 0, 1, read the first answer block instead of the whole text
// Knob: or_text = 0, 0, 1, the same text is right too
// Truth: answer
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/plainAnswer, 4-rewards/unicode, 4-rewards/mathNumber

override WORKGROUP_SIZE: u32 = 64;

struct MathAnswerParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  in_block: f32,
  or_text: f32,
}

@group(0) @binding(0) var<uniform> params: MathAnswerParams;

fn isRight(r: u32) -> bool {
  if (!hasTruthAnswer(r)) { return false; }
  var truthBlock: Text;
  var truthNumber = MathNumber();
  // 0 = the truth, 1 = the completion.
  for (var side = 0u; side < 2u; side++) {
    var whole = truthAnswer(r);
    if (side == 1u) { whole = spanBytes(r, SPAN_COMPLETION); }
    let block = plainAnswer(whole, true).text;
    if (side == 1u && params.in_block > 0.5) { whole = block; }
    let text = stripped(block);
    let number = mathNumber(whole);
    if (side == 1u) {
      return isSameNumber(number, truthNumber) || (params.or_text > 0.5 && sameChars(text, truthBlock, true));
    }
    truthBlock = text;
    truthNumber = number;
  }
  return false;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn mathAnswer(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = select(0.0, 1.0, isRight(r));
}
