// What: whether the answer says yes where the true one does, and no where it does; what comes first counts, also within a word.
// Formula: text = the first <answer>…</answer> of the completion, that of the truth on one line, or all of it, tags in whatever case. 1 if the first
// of yes and no in one text, in whatever case, is the first in the other, or neither says either. Know, not and another say no.
// Shapes: column (R). Units: 0 or 1. 0 where there is no true answer.
// Source: VLM-R1 (arXiv 2504.07615), grpo_jsonl.py: yes_no_reward.
// Reward: yesNo
// Range: [0, 1]
// Truth: answer
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct YesNoParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
}

@group(0) @binding(0) var<uniform> params: YesNoParams;

// First byte behind <answer> (slash 0) or </answer> (slash 1) at byte i, in whatever case; 0 where it does not stand there.
fn behindAnswerTag(text: Text, i: u32, slash: u32) -> u32 {
  let length = 8u + slash;
  if (i + length > text.length || textByte(text, i) != 60u || textByte(text, i + length - 1u) != 62u) { return 0u; }
  if (slash == 1u && textByte(text, i + 1u) != 47u) { return 0u; }
  var k = 0u;
  while (k < 6u && lowerByte(textByte(text, i + 1u + slash + k)) == ((select(0x7265u, 0x77736e61u, k < 4u) >> (8u * (k & 3u))) & 255u)) { k++; }
  return select(0u, i + length, k == 6u);
}

// First byte and end of the text that counts.
fn answerIn(text: Text, oneLine: bool) -> vec2u {
  // First byte behind an open tag; 0 = none is open.
  var open = 0u;
  for (var i = 0u; i < text.length; i++) {
    if (oneLine && textByte(text, i) == 10u) { open = 0u; }
    let behind = behindAnswerTag(text, i, select(0u, 1u, open > 0u));
    if (behind == 0u) { continue; }
    if (open > 0u) { return vec2u(open, i); }
    open = behind;
    i = behind - 1u;
  }
  return vec2u(0u, text.length);
}

// 1 = yes, 2 = no, 0 = neither.
fn saidIn(text: Text, range: vec2u) -> u32 {
  for (var i = range.x; i + 1u < range.y; i++) {
    let two = lowerByte(textByte(text, i)) | (lowerByte(textByte(text, i + 1u)) << 8u);
    if (two == 0x6f6eu) { return 2u; }
    if (two == 0x6579u && i + 2u < range.y && lowerByte(textByte(text, i + 2u)) == 115u) { return 1u; }
  }
  return 0u;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn yesNo(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  var said = vec2u(0u);
  for (var side = 0u; side < 2u; side++) {
    var text = spanBytes(r, SPAN_COMPLETION);
    if (side == 1u) { text = truthAnswer(r); }
    said[side] = saidIn(text, answerIn(text, side == 1u));
  }
  column[r] = select(0.0, 1.0, hasTruthAnswer(r) && said.x == said.y);
}
