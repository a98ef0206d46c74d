// What: whether the answer agrees with the boxes that the completion itself gives; what they contradict is not paid, even if right.
// Formula: axis 0: left where the centre of the first box has the smaller x, right where it has the larger one; axis 1: near where the lower edge
// of the first box is lower in the picture, far where it is higher. 1 if the words of the last <answer>…</answer> are that one word; 0 where the
// two are level or a box is missing. The two things are the first two labels of the truth (4-rewards/boxEntries); named = 0: the first two boxes.
// claim: 1 = as if the answer were left (near), 2 = as if it were right (far).
// Shapes: column (R). Units: 0 or 1.
// Source: ours, after SURDS (arXiv 2411.13112), whose logic reward asks the model for the answer once more, with its reasoning alone.
// Reward: boxRelation
// Range: [0, 1]
// Knob: axis = 0, 0, 1, 0 = left or right, 1 = near or far
// Knob: named = 1, 0, 1, names in a location block; 0 = the boxes of the grammar in their order
// Knob: claim = 0, 0, 2, 0 = the answer that is written, 1 = left or near, 2 = right or far
// Truth: labels
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/namedBlock, 4-rewards/letters, 4-rewards/blanks, 4-rewards/bareWords, 4-rewards/boxEntries

override WORKGROUP_SIZE: u32 = 64;

struct BoxRelationParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  coordinateWidth: f32,
  coordinateHeight: f32,
  axis: f32,
  named: f32,
  claim: f32,
}

@group(0) @binding(0) var<uniform> params: BoxRelationParams;

// Less apart than this is level: rounding, no place that a text can write.
const LEVEL = 1e-6;

// The letters of the one word that a text is: the last four, and those in front of them; 0 where it is not one word.
fn onlyWord(text: Text) -> vec2u {
  let first = wordFrom(text, 0u);
  var letters = vec2u(0u);
  var k = first;
  while (k < text.length) {
    let own = charAt(text, k);
    if (isSpaceCode(own.code)) { break; }
    k += own.length;
    if (isAsciiMark(own.code)) { continue; }
    letters = vec2u((letters.x << 8u) | (own.code & 255u), (letters.y << 8u) | (letters.x >> 24u));
    if (own.code > 255u || letters.y > 255u) { return vec2u(0u); }
  }
  return select(vec2u(0u), letters, wordFrom(text, k) >= text.length);
}

// 1 = left or near, 2 = right or far, 0 = neither.
fn claimOf(r: u32) -> u32 {
  if (params.claim > 0.5) { return u32(round(params.claim)); }
  let word = onlyWord(findBlock(spanBytes(r, SPAN_COMPLETION), BLOCK_ANSWER, false, true).text);
  let isDepth = params.axis > 0.5;
  // left or near, right or far
  if (all(word == vec2u(select(0x6c656674u, 0x6e656172u, isDepth), 0u))) { return 1u; }
  return select(0u, 2u, all(word == select(vec2u(0x69676874u, 0x72u), vec2u(0x666172u, 0u), isDepth)));
}

fn relationOf(r: u32) -> u32 {
  var boxes = array<vec4f, 2>(boxAt(r, 0u), boxAt(r, 1u));
  var count = min(boxCount(r), 2u);
  if (params.named > 0.5) {
    count = 0u;
    let own = locationOf(r);
    for (var side = 0u; side < 2u && side < labelCount(r); side++) {
      let entry = boxNamed(own, truthLabel(r, side));
      boxes[side] = entry.box;
      count += select(0u, 1u, entry.found);
    }
  }
  if (count < 2u) { return 0u; }
  let apart = select(boxes[0].x + boxes[0].z - boxes[1].x - boxes[1].z, boxes[1].w - boxes[0].w, params.axis > 0.5);
  return select(select(0u, 2u, apart > LEVEL), 1u, apart < -LEVEL);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn boxRelation(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let relation = relationOf(r);
  column[r] = select(0.0, 1.0, relation > 0u && relation == claimOf(r));
}
