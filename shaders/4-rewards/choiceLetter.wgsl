// What: whether the answer names the right option by its letter, found in a sentence as published code finds it.
// Formula: text = the first <answer>…</answer> of the completion, that of the truth on one line, or all of it; without white space at the ends,
// runs of it as one blank, ASCII in upper case. A choice is a letter A–Z that follows on none of them and comes before . , ? ! : ; or the end.
// One choice is the answer. Of several each letter has, every time that it is one, a point for each keyword within 20 characters of its first
// place in the text, as a part of a word, too, two for a first place behind 70 % of the text, and one where a mark . ! , or 。！， follows that
// place; the most points win, then the first. 1 if the letter is that of the truth.
// Shapes: column (R). Units: 0 or 1. 0 where either names none.
// Source: VLM-R1 (arXiv 2504.07615), grpo_jsonl.py: mcq_reward, extract_choice.
// Reward: choiceLetter
// Range: [0, 1]
// Truth: answer
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/namedBlock, 4-rewards/unicode

override WORKGROUP_SIZE: u32 = 64;

struct ChoiceLetterParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
}

@group(0) @binding(0) var<uniform> params: ChoiceLetterParams;

// Two characters to a word, the first one in its low half.
const KEYWORDS = array<vec4u, 16>(
  vec4u(0x68487b54u, 0x0u, 0x0u, 0x0u), // 答案
  vec4u(0x62e99009u, 0x0u, 0x0u, 0x0u), // 选择
  vec4u(0x786e6b63u, 0x0u, 0x0u, 0x0u), // 正确
  vec4u(0x662fu, 0x0u, 0x0u, 0x0u), // 是
  vec4u(0x5bf9u, 0x0u, 0x0u, 0x0u), // 对
  vec4u(0x4e0041u, 0x570053u, 0x520045u, 0x0u), // ANSWER
  vec4u(0x4f0043u, 0x520052u, 0x430045u, 0x54u), // CORRECT
  vec4u(0x480043u, 0x4f004fu, 0x450053u, 0x0u), // CHOOSE
  vec4u(0x450053u, 0x45004cu, 0x540043u, 0x0u), // SELECT
  vec4u(0x490052u, 0x480047u, 0x54u, 0x0u), // RIGHT
  vec4u(0x4e3a8ba4u, 0x0u, 0x0u, 0x0u), // 认为
  vec4u(0x8be55e94u, 0x0u, 0x0u, 0x0u), // 应该
  vec4u(0x5f9789c9u, 0x0u, 0x0u, 0x0u), // 觉得
  vec4u(0x480054u, 0x4e0049u, 0x4bu, 0x0u), // THINK
  vec4u(0x450042u, 0x49004cu, 0x560045u, 0x45u), // BELIEVE
  vec4u(0x480053u, 0x55004fu, 0x44004cu, 0x0u), // SHOULD
);

// The character at byte k in upper case and the byte behind it; white space is one blank.
fn signAt(text: Text, k: u32) -> vec2u {
  var c = charAt(text, k);
  var next = k + c.y;
  if (!isBlank(c.x)) { return vec2u(select(c.x, c.x - 32u, c.x - 97u < 26u), next); }
  while (next < text.length) {
    c = charAt(text, next);
    if (!isBlank(c.x)) { break; }
    next += c.y;
  }
  return vec2u(32u, next);
}

// . , ? ! : ;
fn endsChoice(c: u32) -> bool {
  return (c == 46u) | (c == 44u) | (c == 63u) | (c == 33u) | (c - 58u < 2u);
}

// What a letter is worth whose first place is that character of `length`.
fn worthAt(text: Text, place: u32, length: u32) -> u32 {
  var near = array<u32, 40>();
  let low = place - min(place, 20u);
  var count = 0u;
  var following = 0u;
  var at = 0u;
  for (var k = 0u; k < text.length && at < place + 20u; at++) {
    let c = signAt(text, k);
    k = c.y;
    if (at == place + 1u) { following = c.x; }
    if (at < low) { continue; }
    near[count] = c.x;
    count++;
  }
  var worth = select(0u, 2u, 10u * place > 7u * length);
  worth += select(0u, 1u, (following == 46u) | (following == 33u) | (following == 44u) | (following == 0x3002u) | (following == 0xff01u) | (following == 0xff0cu));
  for (var w = 0u; w < 16u; w++) {
    let word = KEYWORDS[w];
    var isNear = false;
    for (var i = 0u; i < count && !isNear; i++) {
      var n = 0u;
      var letter = word.x & 0xffffu;
      while (letter > 0u && i + n < count && near[min(i + n, 39u)] == letter) {
        n++;
        letter = select(0u, (word[(n / 2u) & 3u] >> (16u * (n & 1u))) & 0xffffu, n < 8u);
      }
      isNear = letter == 0u;
    }
    worth += select(0u, 1u, isNear);
  }
  return worth;
}

// 65 … 90; 0 where no option is named.
fn choiceIn(text: Text) -> u32 {
  var times = array<u32, 26>();
  var places = array<u32, 26>();
  var order = array<u32, 26>();
  var letters = 0u;
  var total = 0u;
  var length = 0u;
  var before = 0u;
  for (var k = 0u; k < text.length; length++) {
    let c = signAt(text, k);
    k = c.y;
    let letter = c.x - 65u;
    if (letter < 26u) {
      if (places[letter] == 0u) { places[letter] = length + 1u; }
      let isLast = k >= text.length || endsChoice(signAt(text, min(k, text.length - 1u)).x);
      if (before - 65u >= 26u && isLast) {
        if (times[letter] == 0u) {
          order[letters] = letter;
          letters++;
        }
        times[letter]++;
        total++;
      }
    }
    before = c.x;
  }
  var best = vec2u(0u);
  for (var i = 0u; i < letters; i++) {
    let letter = order[i];
    let worth = 1u + select(0u, times[letter] * worthAt(text, places[letter] - 1u, length), total > 1u);
    if (worth > best.y) { best = vec2u(letter + 65u, worth); }
  }
  return best.x;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn choiceLetter(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  var letters = vec2u(0u);
  for (var side = 0u; side < 2u && hasTruthAnswer(r); side++) {
    var text = spanBytes(r, SPAN_COMPLETION);
    if (side == 1u) { text = truthAnswer(r); }
    let block = findBlock(text, BLOCK_ANSWER, side == 1u, false);
    if (block.found) { text = block.text; }
    letters[side] = choiceIn(stripped(text));
  }
  column[r] = select(0.0, 1.0, letters.x > 0u && letters.x == letters.y);
}
