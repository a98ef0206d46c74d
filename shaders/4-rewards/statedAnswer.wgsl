// What: whether the answer that a text states, in a box or in a sentence, is the true one: a word, a whole number or the letter of an option.
// Formula: stated = what the last oxed{…} of any case holds, up to the first }, if no { comes in between; without a box, what is behind the last "the
// final answer is", in it behind "the answer is", "the correct answer is", "the answer should be" (each with t, then with T) up to the end of that line
// and to a full stop with a space; without these, the whole text. Of it what is behind the last =, without white space and $, colons in front and full
// stops at the end, in lower case. 1 if it is the true answer; where that is a number: if it is this number written as an integer; where the truth has
// an option and no answer: if it is the letter of the option, a to d.
// Shapes: column (R). Units: 0 or 1. Other marks of LaTeX are not taken away.
// Source: RewardMap (arXiv 2510.02240), reason_map.py: get_acc_torf_counting; reasonmap_utils.py: find_math_answer.
// Reward: statedAnswer
// Range: [0, 1]
// Truth: answer, answerOption
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/literal

override WORKGROUP_SIZE: u32 = 64;

struct StatedAnswerParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
}

@group(0) @binding(0) var<uniform> params: StatedAnswerParams;

const NOWHERE = 0xffffffffu;

// First byte behind the last oxed{, and the end of what it holds: NOWHERE without a box, the start where it cannot be read.
fn lastPlainBox(text: Text) -> vec2u {
  var box = vec2u(NOWHERE);
  for (var i = 0u; i < text.length; i++) {
    let b = textByte(text, i);
    if (b == 123u && i >= 4u) {
      var word = 0u;
      for (var k = 0u; k < 4u; k++) { word |= lowerByte(textByte(text, i - 4u + k)) << (8u * k); }
      // oxed
      if (word == 0x6465786fu) {
        box = vec2u(i + 1u, NOWHERE);
        continue;
      }
    }
    if ((b == 123u || b == 125u) && box.x != NOWHERE && box.y == NOWHERE) { box.y = select(box.x, i, b == 125u); }
  }
  return vec2u(box.x, select(box.y, box.x, box.y == NOWHERE));
}

// The text behind the last sentence that states an answer.
fn behindSentences(whole: Text) -> Text {
  var text = whole;
  for (var flag = 0u; flag < 8u; flag++) {
    // he final answer is, he answer is, he correct answer is, he answer should be
    var low = vec4u(0x66206568u, 0x6c616e69u, 0x736e6120u, 0x20726577u);
    var high = vec4u(0x7369u, 0u, 0u, 0u);
    var length = 18u;
    if (flag / 2u == 1u) { low = vec4u(0x61206568u, 0x6577736eu, 0x73692072u, 0u); length = 12u; }
    if (flag / 2u == 2u) { low = vec4u(0x63206568u, 0x6572726fu, 0x61207463u, 0x6577736eu); high.x = 0x73692072u; length = 20u; }
    if (flag / 2u == 3u) { low = vec4u(0x61206568u, 0x6577736eu, 0x68732072u, 0x646c756fu); high.x = 0x656220u; length = 19u; }
    let first = select(116u, 84u, (flag & 1u) == 1u);
    var at = NOWHERE;
    for (var i = 0u; i < text.length; i++) {
      if (textByte(text, i) == first && literalAt(text, i + 1u, low, high, length)) { at = i + 1u + length; }
    }
    if (at == NOWHERE) { continue; }
    text = trimmed(Text(text.origin, text.rollout, text.first + at, text.length - at), false);
    for (var i = 0u; i < text.length; i++) {
      let b = textByte(text, i);
      let stops = b == 46u && i + 1u < text.length && textByte(text, i + 1u) == 32u;
      if (b == 10u || stops) { text.length = i; }
    }
  }
  return text;
}

fn isDropped(b: u32) -> bool {
  return isSpace(b) || b == 36u;
}

// What is compared, still with white space and $ in it.
fn stated(r: u32) -> Text {
  var text = spanBytes(r, SPAN_COMPLETION);
  let box = lastPlainBox(text);
  if (box.x == NOWHERE) { text = behindSentences(text); } else { text = Text(text.origin, r, text.first + box.x, box.y - box.x); }
  var first = 0u;
  for (var i = 0u; i < text.length; i++) { first = select(first, i + 1u, textByte(text, i) == 61u); }
  while (first < text.length && (isDropped(textByte(text, first)) || textByte(text, first) == 58u)) { first++; }
  var end = text.length;
  while (end > first && (isDropped(textByte(text, end - 1u)) || textByte(text, end - 1u) == 46u)) { end--; }
  return Text(text.origin, r, text.first + first, end - first);
}

fn isStated(r: u32) -> bool {
  let text = stated(r);
  let right = truthAnswer(r);
  let wantsNumber = truthIsNumber(r);
  var signs = 0u;
  var word = hasTruthAnswer(r);
  var digits = 0u;
  var value = 0.0;
  var isNumber = true;
  var letter = 0u;
  var minus = false;
  for (var k = 0u; k < text.length; k++) {
    let b = lowerByte(textByte(text, k));
    if (isDropped(b)) { continue; }
    word = word && signs < right.length && b == lowerByte(textByte(right, signs));
    letter = b;
    if (isDigit(b)) {
      digits++;
      value = value * 10.0 + f32(b - 48u);
    } else if (signs == 0u && (b == 43u || b == 45u)) {
      minus = b == 45u;
    } else {
      isNumber = false;
    }
    signs++;
  }
  if (wantsNumber) { return isNumber && digits > 0u && select(value, -value, minus) == truthNumber(r); }
  if (hasTruthAnswer(r)) { return word && signs == right.length && signs > 0u; }
  return hasAnswerOption(r) && signs == 1u && letter - 97u < 4u && letter - 97u == answerOption(r);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn statedAnswer(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = select(0.0, 1.0, isStated(r));
}
