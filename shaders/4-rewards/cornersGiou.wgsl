// What: generalised overlap of a box that is written as two corners, (x0,y0),(x1,y1), with the true one, as published code computes it.
// Formula: own = the first <answer>…</answer> of the completion, true = the first one on one line of the true answer, or all of it; white space at
// the ends does not count. 2 where the texts are equal, else 1 + GIoU, 0 where either has no box. Corners are whole numbers, white space may
// stand between all parts. Areas keep their signs: a box with both corners exchanged has an area, and its hull shrinks, so it is paid
// like a perfect one. Of two boxes and more the first corners of the first two are the corners. boxGiou does neither.
// Shapes: column (R). Units: 0…2 for boxes whose corners are in order; without a bound for others.
// Source: Visual-RFT (arXiv 2503.01785), grpo_lisa.py: accuracy_reward, compute_giou.
// Reward: cornersGiou
// Range: [-1e9, 1e9]
// Truth: answer
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/namedBlock, 4-rewards/letters, 4-rewards/blanks

override WORKGROUP_SIZE: u32 = 64;

struct CornersGiouParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
}

@group(0) @binding(0) var<uniform> params: CornersGiouParams;

struct Corners {
  box: vec4f,
  // First byte behind it; 0 = none stands there.
  next: u32,
}

// ( number , number ) , ( number , number ): two bits for each part, 0 = a number, 1 = (, 2 = comma, 3 = ).
const PARTS = 0x321b21u;

fn cornersAt(text: Text, start: u32) -> Corners {
  var numbers = vec4f(0.0);
  var found = 0u;
  var k = start;
  for (var part = 0u; part < 11u; part++) {
    if (part > 0u) { k = behindBlanks(text, k); }
    let mark = (PARTS >> (2u * part)) & 3u;
    let first = k;
    while (mark == 0u && k < text.length && isDigit(textByte(text, k))) {
      numbers[found] = min(numbers[found] * 10.0 + f32(textByte(text, k) - 48u), 1e9);
      k++;
    }
    if (mark == 0u) { found++; }
    // ( , )
    let wanted = select(select(41u, 44u, mark == 2u), 40u, mark == 1u);
    if (mark > 0u && k < text.length && textByte(text, k) == wanted) { k++; }
    if (k == first) { return Corners(vec4f(0.0), 0u); }
  }
  return Corners(numbers, k);
}

// The corners of a text; its first two boxes lend their first corners where there are two.
fn cornersIn(text: Text) -> Corners {
  var box = Corners(vec4f(0.0), 0u);
  for (var i = 0u; i < text.length; i++) {
    if (textByte(text, i) != 40u) { continue; }
    let found = cornersAt(text, i);
    if (found.next == 0u) { continue; }
    if (box.next > 0u) { return Corners(vec4f(box.box.xy, found.box.xy), found.next); }
    box = found;
    i = found.next - 1u;
  }
  return box;
}

fn signedArea(box: vec4f) -> f32 {
  return (box.z - box.x) * (box.w - box.y);
}

fn signedGiou(a: vec4f, b: vec4f) -> f32 {
  let inside = max(min(a.zw, b.zw) - max(a.xy, b.xy), vec2f(0.0));
  let both = signedArea(a) + signedArea(b) - inside.x * inside.y;
  let hull = signedArea(vec4f(min(a.xy, b.xy), max(a.zw, b.zw)));
  let overlap = select(0.0, inside.x * inside.y / select(1.0, both, both > 0.0), both > 0.0);
  return select(overlap, overlap - (hull - both) / select(1.0, hull, hull > 0.0), hull > 0.0);
}

fn scoreOf(r: u32) -> f32 {
  if (!hasTruthAnswer(r)) { return 0.0; }
  var texts = array<Text, 2>(spanBytes(r, SPAN_COMPLETION), truthAnswer(r));
  for (var side = 0u; side < 2u; side++) {
    let block = findBlock(texts[side], BLOCK_ANSWER, side == 1u, false);
    if (block.found) { texts[side] = block.text; }
    texts[side] = stripped(texts[side]);
  }
  if (bytesEqual(texts[0], texts[1])) { return 2.0; }
  let own = cornersIn(texts[0]);
  let right = cornersIn(texts[1]);
  if (own.next == 0u || right.next == 0u) { return 0.0; }
  return clamp(1.0 + signedGiou(right.box, own.box), -1e9, 1e9);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn cornersGiou(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = scoreOf(r);
}
