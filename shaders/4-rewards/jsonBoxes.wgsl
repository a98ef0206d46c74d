// What: whether the completion asks for a look at least once, and every time in the right form.
// Formula: pieces are what {…} finds, up to the first }. 1 if every piece with the letters bbox in it is JSON with the key bbox_2d, and there is one;
// what stands under the key is not looked at. json = 0: 1 if the actions of the grammar hold a box at least once, and none that was begun and is no box.
// Shapes: column (R). Units: 0 or 1. A box that is asked for twice counts like one.
// Source: VLM-R3 (arXiv 2505.16192), rgrpo.py: repeat_reward (there 0.5).
// Reward: jsonBoxes
// Range: [0, 1]
// Knob: json = 1, 0, 1, objects in the text; 0 = the actions of the grammar
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/literal, 4-rewards/jsonText, 4-rewards/jsonNumber, 4-rewards/jsonMarks

override WORKGROUP_SIZE: u32 = 64;

struct JsonBoxesParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  json: f32,
}

@group(0) @binding(0) var<uniform> params: JsonBoxesParams;

var<private> hasBox: bool;

fn jsonSeen(text: Text, kind: u32, depth: u32, value: f32) {
  hasBox = hasBox || (depth == 1u && jsonKeyIs(text, 1u, vec3u(0x786f6262u, 0x64325fu, 0u), 7u));
}

fn asksWell(r: u32) -> bool {
  if (params.json < 0.5) {
    return numberAt(r, NUMBER_ACTION_COUNT) > 0.5 && numberAt(r, NUMBER_ACTION_MALFORMED) < 0.5;
  }
  let whole = spanBytes(r, SPAN_COMPLETION);
  var found = false;
  for (var i = 0u; i < whole.length; i++) {
    if (textByte(whole, i) != 123u) { continue; }
    var end = i;
    while (end < whole.length && textByte(whole, end) != 125u) { end++; }
    if (end >= whole.length) { break; }
    let piece = Text(whole.origin, r, whole.first + i, end + 1u - i);
    i = end;
    // bbox
    if (literalCount(piece, vec4u(0x786f6262u, 0u, 0u, 0u), vec4u(0u), 4u).x == 0u) { continue; }
    hasBox = false;
    jsonBegin();
    for (var k = 0u; k < piece.length; k++) { jsonFeed(piece, k, textByte(piece, k)); }
    if (!jsonIsWhole() || !hasBox) { return false; }
    found = true;
  }
  return found;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn jsonBoxes(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = select(0.0, 1.0, asksWell(r));
}
