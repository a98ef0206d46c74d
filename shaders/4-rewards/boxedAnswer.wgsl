// What: whether what stands in the last \boxed{…} is the true answer, as a text or as a number.
// Formula: own = what the last \boxed{…} holds, its braces matched; 0 where there is none. 1 if 4-rewards/mathRuler finds own and the true answer
// the same. boxed = 0: own = the answer of the grammar. boxed = 2: own = the first <answer>…</answer> on one line, or the whole text.
// Shapes: column (R). Units: 0 or 1. 0 where there is no true answer. Algebra is not followed, of numbers only the values are compared.
// Source: MGPO (arXiv 2507.05920), high_resolution.py: acc_reward; EasyR1 (hiyouga/EasyR1), examples/reward_function: math.py, r1v.py (2);
// mathruler 0.1.0: extract_boxed_content, grade_answer.
// Reward: boxedAnswer
// Range: [0, 1]
// Knob: boxed = 1, 0, 2, 1 = the last box, 0 = the answer of the grammar, 2 = an answer block on one line
// Truth: answer
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/unicode, 4-rewards/plainAnswer, 4-rewards/lastBox, 4-rewards/rulerSigns, 4-rewards/rulerNumber, 4-rewards/mathRuler

override WORKGROUP_SIZE: u32 = 64;

struct BoxedAnswerParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  boxed: f32,
}

@group(0) @binding(0) var<uniform> params: BoxedAnswerParams;

fn isRight(r: u32) -> bool {
  let whole = spanBytes(r, SPAN_COMPLETION);
  var own = spanBytes(r, SPAN_ANSWER);
  if (params.boxed > 1.5) {
    own = plainAnswer(whole, true).text;
  } else if (params.boxed > 0.5) {
    let box = lastBox(whole);
    if (box.x > box.y) { return false; }
    own = Text(whole.origin, r, whole.first + box.x, box.y - box.x);
  }
  return hasTruthAnswer(r) && isSameAnswer(own, truthAnswer(r));
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn boxedAnswer(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = select(0.0, 1.0, isRight(r));
}
