// What: fines tags that do not match, or pays tags that do.
// Formula: 0, or −1 where one of these holds. forms 0 and 1: <think> and </think> are not equally many; the marks of a returned picture do not
// open and close equally often; behind the last </think>, <answer> and </answer> are not equally many; the shown text (4-rewards/judgedText)
// has most_characters or more. form 1 also: no text is shown. form 2: <think> and </think> are not equally many, or there is not exactly one filled
// box behind the last </think>. form 3: 1 if <think> and </think> are equally many, at least one, <answer> and </answer> too, and the last answer
// has at most most_words words, else 0.
// Shapes: column (R). Units: −1 or 0; form 3: 0 or 1.
// Source: DeepEyes (arXiv 2505.14362), vl_agent.py (0, 1, 2); Chain-of-Focus, zoomin_reward3.py: format_score (3).
// Reward: tagBalance
// Range: [-1, 1]
// Knob: form = 0, 0, 3, 0 = fine, 1 = fine and an answer is asked for, 2 = fine and one box is, 3 = pay
// Knob: most_characters = 1000, 1, 100000, so long an answer is fined (forms 0 and 1)
// Knob: most_words = 1000, 1, 100000, longer answers are not paid (form 3)
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/namedBlock, 4-rewards/letters, 4-rewards/blanks, 4-rewards/literal, 4-rewards/judgedText

override WORKGROUP_SIZE: u32 = 64;

struct TagBalanceParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  form: f32,
  most_characters: f32,
  most_words: f32,
}

@group(0) @binding(0) var<uniform> params: TagBalanceParams;

// x = opening, y = closing tags.
fn tagCounts(text: Text, name: u32) -> vec2u {
  var counts = vec2u(0u);
  for (var i = 0u; i < text.length; i++) {
    if (textByte(text, i) != 60u) { continue; }
    for (var closing = 0u; closing < 2u; closing++) { counts[closing] += min(behindTag(text, i, name, closing), 1u); }
  }
  return counts;
}

fn wordCount(text: Text) -> u32 {
  var count = 0u;
  var inWord = false;
  for (var k = 0u; k < text.length; ) {
    let own = charAt(text, k);
    let blank = isSpaceCode(own.code);
    count += select(0u, 1u, !blank && !inWord);
    inWord = !blank;
    k += own.length;
  }
  return count;
}

// <|vision_start|><|image_pad|> and <|image_pad|><|vision_end|> are equally many.
fn picturesMatch(text: Text) -> bool {
  let low = vec4u(0x69767c3cu, 0x6e6f6973u, 0x6174735fu, 0x3e7c7472u);
  let opened = literalCount(text, low, vec4u(0x6d697c3cu, 0x5f656761u, 0x7c646170u, 0x3eu), 29u).x;
  let pad = vec4u(0x6d697c3cu, 0x5f656761u, 0x7c646170u, 0x767c3c3eu);
  return opened == literalCount(text, pad, vec4u(0x6f697369u, 0x6e655f6eu, 0x3e7c64u, 0u), 27u).x;
}

fn balanceOf(r: u32) -> f32 {
  let form = u32(round(params.form));
  let text = spanBytes(r, SPAN_COMPLETION);
  let thinks = tagCounts(text, BLOCK_THINK);
  let behind = behindThinking(text);
  var whole = text;
  if (form < 2u) { whole = behind; }
  let answers = tagCounts(whole, BLOCK_ANSWER);
  let shown = judgedText(text, form);
  let isEven = thinks.x == thinks.y;
  if (form == 3u) {
    let good = isEven && thinks.x > 0u && answers.x == answers.y && answers.x > 0u;
    return select(0.0, 1.0, good && (!shown.found || f32(wordCount(shown.text)) <= params.most_words));
  }
  if (form == 2u) { return select(-1.0, 0.0, isEven && filledBoxes(behind).x == 1u); }
  let isLong = f32(characterCount(shown.text)) >= params.most_characters;
  let isMissing = form == 1u && (!shown.found || shown.text.length == 0u);
  return select(-1.0, 0.0, isEven && answers.x == answers.y && picturesMatch(text) && !isLong && !isMissing);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn tagBalance(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = balanceOf(r);
}
