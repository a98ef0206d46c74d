// What: whether the answer is right, where what counts as right depends on the kind of question.
// Formula: own and true = the first <answer>…</answer> of the completion and of the truth, without white space at the ends, empty where there is
// none (with whole_truth all of the truth). Kind 0, choice: 1 if they are the same text. 1, number: 1 if both or neither have a point or a comma
// and the numbers, commas left out, are equal when rounded to two places. 2, text: 1 − word errors / words of the truth, at least 0.
// 3, estimate: 1 − min(1, (|own − true| + 1e-9)/(|true| + 1e-9)). 4, list: items between commas; hits = different items that both have;
// F1 of hits/true items and hits/own items, in which repeated items count. 5, yes or no: 1 if both contain yes, or both contain no, in whatever
// case. 6, free: the signal mark, whatever is written. 7, any other: 0.
// Shapes: column (R). Units: 0…1; those of the mark for kind 6. 0 where a number cannot be read; not scored where a true text has more than 255
// words.
// Source: HumanOmniV2 (HumanMLLM/HumanOmniV2), qwenomni_module.py: accuracy_reward; the judge's mark (0 to 5, divided by 5) is the signal.
// Reward: answerByKind
// Range: [-1000000, 1000000]
// Knob: kind = 0, 0, 7, 0 choice, 1 number, 2 text, 3 estimate, 4 list, 5 yes or no, 6 free, 7 any other
// Knob: whole_truth = 1, 0, 1, a true answer without an answer block is taken as it stands
// Signal: mark = judge/score
// Truth: answer
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/namedBlock, 4-rewards/letters, 4-rewards/blanks, 4-rewards/pythonFloat, 4-rewards/wordErrors

override WORKGROUP_SIZE: u32 = 64;

struct AnswerByKindParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  kind: f32,
  whole_truth: f32,
}

@group(0) @binding(0) var<uniform> params: AnswerByKindParams;

fn hasPoint(text: Text) -> bool {
  for (var k = 0u; k < text.length; k++) {
    if (textByte(text, k) == 46u || textByte(text, k) == 44u) { return true; }
  }
  return false;
}

// Up to four letters in whatever case.
fn says(text: Text, letters: u32, length: u32) -> bool {
  for (var i = 0u; i + length <= text.length; i++) {
    var k = 0u;
    while (k < length && lowerByte(textByte(text, i + k)) == ((letters >> (8u * k)) & 255u)) { k++; }
    if (k == length) { return true; }
  }
  return false;
}

// Whether the item stands among those of the text that begin in front of byte `limit`.
fn hasItem(text: Text, limit: u32, item: Text) -> bool {
  for (var first = 0u; first < limit; ) {
    let other = itemAt(text, first);
    if (bytesEqual(other, item)) { return true; }
    first += other.length + 1u;
  }
  return false;
}

// x = items, y = different ones that the other text has as well. The item behind the last comma may be empty.
fn sharedItems(text: Text, other: Text) -> vec2f {
  var found = vec2f(0.0);
  for (var first = 0u; first <= text.length; ) {
    let item = itemAt(text, first);
    let isNew = !hasItem(text, first, item);
    found += vec2f(1.0, select(0.0, 1.0, isNew && hasItem(other, other.length + 1u, item)));
    first += item.length + 1u;
  }
  return found;
}

// Hits per own item and per true item, as their harmonic mean.
fn listF1(texts: array<Text, 2>) -> f32 {
  var shares = vec2f(0.0);
  for (var side = 0u; side < 2u; side++) {
    let found = sharedItems(texts[side], texts[1u - side]);
    shares[side] = found.y / found.x;
  }
  return select(2.0 * shares.x * shares.y / max(shares.x + shares.y, 1e-9), 0.0, shares.x == 0.0);
}

fn bothSay(texts: array<Text, 2>, letters: u32, length: u32) -> bool {
  var both = true;
  for (var side = 0u; side < 2u && both; side++) { both = says(texts[side], letters, length); }
  return both;
}

fn typedScore(r: u32) -> f32 {
  // 0 = the completion, 1 = the truth. One loop for both, and few calls: software adapters compile every call anew.
  var texts = array<Text, 2>();
  var floats = array<PythonFloat, 2>();
  var points = array<bool, 2>();
  let kind = u32(round(params.kind));
  for (var side = 0u; side < 2u; side++) {
    var whole = spanBytes(r, SPAN_COMPLETION);
    if (side == 1u) { whole = truthAnswer(r); }
    let block = findBlock(whole, BLOCK_ANSWER, false, false);
    var text = block.text;
    if (side == 1u && !block.found && params.whole_truth > 0.5) { text = whole; }
    texts[side] = stripped(text);
    if (kind == 1u || kind == 3u) {
      floats[side] = pythonFloat(texts[side], true);
      points[side] = hasPoint(texts[side]);
    }
  }
  if (kind == 0u) { return select(0.0, 1.0, bytesEqual(texts[0], texts[1])); }
  if (kind == 2u) {
    let errors = wordErrors(texts[1], texts[0]);
    if (errors.x == TOO_MANY_WORDS) { return notScorable(); }
    return max(0.0, 1.0 - f32(errors.x) / max(1.0, f32(errors.y)));
  }
  if (kind == 4u) { return listF1(texts); }
  if (kind == 5u) { return select(0.0, 1.0, bothSay(texts, 0x736579u, 3u) || bothSay(texts, 0x6f6eu, 2u)); }
  if (kind == 6u) { return rolloutSignal(SIGNAL_MARK, r); }
  if (kind > 6u || !floats[0].found || !floats[1].found) { return 0.0; }
  let size = abs(floats[1].value);
  if (kind == 3u) { return 1.0 - min(1.0, (abs(floats[0].value - floats[1].value) + 1e-9) / (size + 1e-9)); }
  let isSame = all(floats[0].rounded == floats[1].rounded) && floats[0].negative == floats[1].negative;
  return select(0.0, 1.0, isSame && points[0] == points[1]);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn answerByKind(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = select(0.0, typedScore(r), hasTruthAnswer(r));
}
