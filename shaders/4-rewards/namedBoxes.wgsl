// What: the share of the true things whose box is well placed; every thing is told by its name.
// Formula: mean over the true entries (4-rewards/boxEntries) of 1 where the box of that name is good, else 0. Good: IoU > threshold, or, with
// centre, 2·√((1 − dx)(1 − dy)) − 1 > threshold, where dx is the distance of the centres in halves of the width of the written box, at most 1,
// dy likewise, and a written box without area is not good. Things that are not in the truth cost nothing.
// Shapes: column (R). Units: 0…1. 0 where the truth has no entry.
// Source: SURDS (arXiv 2411.13112), grpo.py: location_reward, compute_iou, compute_centerness.
// Reward: namedBoxes
// Range: [0, 1]
// Knob: threshold = 0.5, 0, 1, a box is good above this
// Knob: centre = 0, 0, 1, by the distance of the centres instead of the IoU
// Knob: named = 1, 0, 1, names in a location block; 0 = the boxes of the grammar in their order
// Truth: answer, boxes, labels
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/namedBlock, 4-rewards/letters, 4-rewards/blanks, 4-rewards/bareWords, 4-rewards/boxEntries

override WORKGROUP_SIZE: u32 = 64;

struct NamedBoxesParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  coordinateWidth: f32,
  coordinateHeight: f32,
  threshold: f32,
  centre: f32,
  named: f32,
}

@group(0) @binding(0) var<uniform> params: NamedBoxesParams;

fn isGood(truth: vec4f, own: vec4f) -> bool {
  if (params.centre < 0.5) { return iou(truth, own) > params.threshold; }
  let side = own.zw - own.xy;
  if (any(side <= vec2f(0.0))) { return false; }
  let apart = min(abs(truth.xy + truth.zw - own.xy - own.zw) / side, vec2f(1.0));
  return 2.0 * sqrt((1.0 - apart.x) * (1.0 - apart.y)) - 1.0 > params.threshold;
}

// Entry k of the truth, which starts at byte `at` where the truth is a text.
fn trueEntry(r: u32, text: Text, k: u32, at: u32) -> BoxEntry {
  if (truthBoxCount(r) == 0u) { return entryFrom(text, at); }
  return BoxEntry(k < truthBoxCount(r), truthLabel(r, k), truthBox(r, k), k + 1u);
}

fn goodShare(r: u32) -> f32 {
  let own = locationOf(r);
  let right = findBlock(truthAnswer(r), BLOCK_LOCATION, true, false).text;
  let named = params.named > 0.5;
  var sum = 0.0;
  var count = 0.0;
  var at = 0u;
  for (var k = 0u; ; k++) {
    let entry = trueEntry(r, right, k, at);
    if (!entry.found) { break; }
    at = entry.next;
    // Of entries of one name the last one counts.
    var isLast = true;
    var later = at;
    for (var other = k + 1u; named; other++) {
      let next = trueEntry(r, right, other, later);
      if (!next.found) { break; }
      later = next.next;
      isLast = isLast && !sameWords(next.name, entry.name);
    }
    if (!isLast) { continue; }
    count += 1.0;
    var box = BoxEntry(k < boxCount(r), own, boxAt(r, min(k, 15u)), 0u);
    if (named) { box = boxNamed(own, entry.name); }
    sum += select(0.0, 1.0, box.found && isGood(entry.box, box.box));
  }
  return sum / max(count, 1.0);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn namedBoxes(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = goodShare(r);
}
