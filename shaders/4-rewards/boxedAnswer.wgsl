// What: whether what stands in the last \boxed{…} is the true answer, as a text or as a number.
// Formula: own = what the last \boxed{…} holds, its braces matched; 0 where there is none. 1 if own and the true answer are the same without white
// space, $, %, parentheses, \text{…} and a comma between digits, in whatever case; or if 4-rewards/mathNumber reads the same number from them.
// boxed = 0: own = the answer of the grammar.
// Shapes: column (R). Units: 0 or 1. 0 where there is no true answer. Algebra is not followed, of numbers only the values are compared.
// Source: MGPO (arXiv 2507.05920), high_resolution.py: acc_reward; mathruler 0.1.0: extract_boxed_content, grade_answer.
// Reward: boxedAnswer
// Range: [0, 1]
// Knob: boxed = 1, 0, 1, read the last box; 0 = the answer of the grammar
// Truth: answer
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/literal, 4-rewards/mathNumber

override WORKGROUP_SIZE: u32 = 64;

struct BoxedAnswerParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  boxed: f32,
}

@group(0) @binding(0) var<uniform> params: BoxedAnswerParams;

// First byte at or behind `start` that counts; the length where there is none.
fn nextSign(text: Text, start: u32) -> u32 {
  var k = start;
  while (k < text.length) {
    let b = textByte(text, k);
    let inNumber = b == 44u && k > 0u && isDigit(textByte(text, k - 1u)) && k + 1u < text.length && isDigit(textByte(text, k + 1u));
    // White space $ % ( ) and what is left of \text{…}
    if (isSpace(b) || b == 36u || b == 37u || b == 40u || b == 41u || b == 123u || b == 125u || inNumber) {
      k++;
      continue;
    }
    if (b == 92u && literalAt(text, k, vec4u(0x7865745cu, 0x7b74u, 0u, 0u), vec4u(0u), 6u)) {
      k += 6u;
      continue;
    }
    break;
  }
  return k;
}

fn sameSigns(a: Text, b: Text) -> bool {
  var at = vec2u(nextSign(a, 0u), nextSign(b, 0u));
  let isEmpty = at.x >= a.length;
  while (at.x < a.length && at.y < b.length) {
    if (lowerByte(textByte(a, at.x)) != lowerByte(textByte(b, at.y))) { return false; }
    at = vec2u(nextSign(a, at.x + 1u), nextSign(b, at.y + 1u));
  }
  return !isEmpty && at.x >= a.length && at.y >= b.length;
}

fn isRight(r: u32) -> bool {
  var own = spanBytes(r, SPAN_ANSWER);
  if (params.boxed > 0.5) {
    let whole = spanBytes(r, SPAN_COMPLETION);
    let box = lastBox(whole);
    if (box.x > box.y) { return false; }
    own = Text(whole.origin, r, whole.first + box.x, box.y - box.x);
  }
  if (!hasTruthAnswer(r)) { return false; }
  let right = truthAnswer(r);
  return sameSigns(own, right) || isSameNumber(mathNumber(own), mathNumber(right));
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn boxedAnswer(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = select(0.0, 1.0, isRight(r));
}
