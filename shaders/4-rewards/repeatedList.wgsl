// What: a punishment for listing the same box with the same label again and again; texts without a list of boxes are left to another reward.
// Formula: the list is what stands in ```json … ```, else in ``` … ```, else, where neither is there or the latter is empty, the first [ { …
// "bbox_2d" … "label" … } ]. max_penalty · (1 − different things / things) over its things with both keys (4-rewards/mendedList), compared as
// they are written; 0 where it has none. The signal otherwise is the score where no list, or an empty one, stands there. Not scored where a thing
// is a number, true, false or null: published code fails there.
// Shapes: column (R). Units: max_penalty…0, or those of the signal. Things behind the first 256 do not count.
// Source: VLM-R1 (arXiv 2504.07615), grpo_jsonl.py: repetition_reward (json_repair mends more); its plain text is wordRepetition with 6 words.
// Reward: repeatedList
// Range: [-10, 10]
// Knob: max_penalty = -1, -10, 0, value that a list of one thing only comes near to
// Signal: otherwise = reward/wordRepetition
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/letters, 4-rewards/blanks, 4-rewards/jsonText, 4-rewards/jsonNumber, 4-rewards/jsonMarks, 4-rewards/mendedList

override WORKGROUP_SIZE: u32 = 64;

struct RepeatedListParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  max_penalty: f32,
}

@group(0) @binding(0) var<uniform> params: RepeatedListParams;

// First byte behind a fence at or behind a place; 0 where there is none.
fn behindFence(text: Text, start: u32, withName: bool) -> u32 {
  let length = select(3u, 7u, withName);
  for (var i = start; i + length <= text.length; i++) {
    var k = 0u;
    // ```json
    while (k < length && textByte(text, i + k) == ((select(0x6e6f73u, 0x6a606060u, k < 4u) >> (8u * (k & 3u))) & 255u)) { k++; }
    if (k == length) { return i + length; }
  }
  return 0u;
}

// Behind the key in quotes, "bbox_2d" (0) or "label" (1), at or behind a place; the end where it is not there.
fn behindKey(text: Text, start: u32, name: u32) -> u32 {
  let letters = select(vec3u(0x62616c22u, 0x226c65u, 0u), vec3u(0x6f626222u, 0x64325f78u, 0x22u), name == 0u);
  let length = select(7u, 9u, name == 0u);
  for (var i = start; i + length <= text.length; i++) {
    var k = 0u;
    while (k < length && textByte(text, i + k) == ((letters[k / 4u] >> (8u * (k & 3u))) & 255u)) { k++; }
    if (k == length) { return i + length; }
  }
  return text.length;
}

fn partOf(text: Text, first: u32, end: u32) -> Text {
  return Text(text.origin, text.rollout, text.first + first, end - min(first, end));
}

// [ { … "bbox_2d" … "label" … } ], empty where there is none.
fn bareList(text: Text) -> Text {
  var first = 0u;
  var inner = 0u;
  for (; first < text.length; first++) {
    inner = behindBlanks(text, first + 1u);
    if (textByte(text, first) == 91u && inner < text.length && textByte(text, inner) == 123u) { break; }
  }
  for (var name = 0u; name < 2u; name++) { inner = behindKey(text, inner, name); }
  for (var i = inner; i < text.length; i++) {
    if (textByte(text, i) != 125u) { continue; }
    let end = behindBlanks(text, i + 1u);
    if (end < text.length && textByte(text, end) == 93u) { return partOf(text, first, end + 1u); }
  }
  return partOf(text, 0u, 0u);
}

fn listOf(text: Text) -> Text {
  for (var withName = 1u; withName < 2u; withName--) {
    // Behind the first fence, and behind the next one.
    var fences = vec2u(0u);
    for (var side = 0u; side < 2u && (side == 0u || fences.x > 0u); side++) {
      fences[side] = behindFence(text, fences.x, side == 0u && withName == 1u);
    }
    if (fences.y == 0u) { continue; }
    let inner = stripped(partOf(text, fences.x, fences.y - 3u));
    if (inner.length > 0u || withName == 1u) { return inner; }
  }
  return bareList(text);
}

fn listScore(r: u32, text: Text) -> f32 {
  var count = 0u;
  var repeated = 0u;
  for (var i = 0u; i < thingCount; i++) {
    if (any(things[i] == vec2u(0u))) { continue; }
    count++;
    var isRepeated = false;
    for (var k = 0u; k < i && !isRepeated; k++) {
      isRepeated = all(things[k] > vec2u(0u));
      for (var field = 0u; field < 2u && isRepeated; field++) {
        isRepeated = sameValue(text, things[k][field] - 1u, things[i][field] - 1u);
      }
    }
    repeated += select(0u, 1u, isRepeated);
  }
  return params.max_penalty * f32(repeated) / f32(max(count, 1u));
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn repeatedList(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let text = listOf(spanBytes(r, SPAN_COMPLETION));
  readList(text);
  if (!isList || thingCount == 0u) {
    column[r] = rolloutSignal(SIGNAL_OTHERWISE, r);
  } else if (isBroken) {
    column[r] = notScorable();
  } else {
    column[r] = listScore(r, text);
  }
}
