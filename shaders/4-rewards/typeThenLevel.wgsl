// What: pays the right kind of damage, and its right level only together with the kind.
// Formula: type_weight · 1[kind right] + level_weight · 1[kind and level right], byte for byte. keyed: the values, without white
// space at their ends, of "distortion_class": "…" and, somewhere behind it, "severity": "…" in the first answer block; the
// true ones are the first two of the truth's hiddenSlots. Otherwise they are the first and the second word of the block and of
// the true answer; where the truth has one word, that word earns both.
// Shapes: column (R). Units: 0…1. Without keyed, a prompt whose true answer is a number is not scored: it asks for something else.
// Source: Q-Insight (arXiv 2503.22679), qinsight_multi_task.py: score_reward, task dist: 0.25 and 0.75.
// Reward: typeThenLevel
// Range: [0, 2]
// Knob: type_weight = 0.25, 0, 1, for the kind of damage
// Knob: level_weight = 0.75, 0, 1, for its level as well
// Knob: keyed = 0, 0, 1, the values stand behind their keys instead of alone
// Truth: answer, hiddenSlots
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/plainAnswer, 4-rewards/quotedKey

override WORKGROUP_SIZE: u32 = 64;

struct TypeThenLevelParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  type_weight: f32,
  level_weight: f32,
  keyed: f32,
}

@group(0) @binding(0) var<uniform> params: TypeThenLevelParams;

fn inside(text: Text, first: u32, end: u32) -> Text {
  return Text(text.origin, text.rollout, text.first + first, end - first);
}

// First byte and end of word w of a text; equal where there is none.
fn wordAt(text: Text, w: u32) -> vec2u {
  var place = vec2u(0u);
  for (var left = 0u; left <= w; left++) {
    place.x = place.y;
    while (place.x < text.length && isSpace(textByte(text, place.x))) { place.x++; }
    place.y = place.x;
    while (place.y < text.length && !isSpace(textByte(text, place.y))) { place.y++; }
  }
  return place;
}

// The value in quotes of the first field of that key from byte `start` on; its end is 0 where there is none.
fn quotedValue(text: Text, start: u32, key: u32) -> vec2u {
  for (var i = start; i < text.length; i++) {
    let at = behindKey(text, i, key);
    if (at == 0u || at >= text.length || textByte(text, at) != 34u) { continue; }
    var end = at + 1u;
    while (end < text.length && textByte(text, end) != 34u) { end++; }
    if (end < text.length && end > at + 1u) { return vec2u(at + 1u, end); }
  }
  return vec2u(0u);
}

// Place of part 0 or 1; `next` is where the one before ended.
fn partOf(text: Text, part: u32, next: u32) -> vec2u {
  if (params.keyed > 0.5) { return quotedValue(text, next, KEY_CLASS + part); }
  return wordAt(text, part);
}

// Leading parts that agree: 0, 1 or 2. Keyed, both fields must be there.
fn rightParts(r: u32, block: Text) -> u32 {
  var next = 0u;
  var same = 0u;
  for (var part = 0u; part < 2u; part++) {
    let place = partOf(block, part, next);
    if (params.keyed > 0.5 && place.y == 0u) { return 0u; }
    next = place.y + 1u;
    var right = slotValue(r, part);
    if (params.keyed < 0.5) {
      let word = wordAt(truthAnswer(r), part);
      right = inside(truthAnswer(r), word.x, word.y);
      // The only word of the truth stands for both.
      if (part == 1u && right.length == 0u) { return 2u * same; }
    }
    let own = trimmed(inside(block, place.x, place.y), false);
    if (same == part && own.length > 0u && bytesEqual(own, right)) { same++; }
  }
  return same;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn typeThenLevel(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  if (params.keyed < 0.5 && (!hasTruthAnswer(r) || truthIsNumber(r))) {
    column[r] = notScorable();
    return;
  }
  let block = plainAnswer(spanBytes(r, SPAN_COMPLETION), false);
  let same = select(0u, rightParts(r, block.text), block.found);
  column[r] = select(0.0, params.type_weight, same > 0u) + select(0.0, params.level_weight, same > 1u);
}
