// What: how well boxes with confidences find the true ones, and how honest the confidences are.
// Formula: the boxes are those that the answer lists (4-rewards/positions); such of the same place count once. In descending confidence each takes
// the free true box with the highest IoU, which counts above iou_threshold. part 0: Σ IoU of the matched boxes / the larger number of
// boxes. part 1: mean over the boxes of the confidence, or of 1 − confidence where the box found nothing; the whole cut to 0…1.
// Shapes: column (R). Units: 0…1. 0 without a readable box, where one lacks its confidence or its place, or where one that is no box should
// be compared. Behind the first 64 boxes only their number counts.
// Source: Visual-RFT (arXiv 2503.01785), grpo.py: accuracy_reward_iou, accuracy_reward_confidence.
// Reward: boxConfidence
// Range: [0, 1]
// Knob: part = 0, 0, 1, 0 = overlap, 1 = confidence
// Knob: iou_threshold = 0.5, 0, 1, a pair counts above this IoU
// Truth: boxes (at most 32)
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/namedBlock, 4-rewards/letters, 4-rewards/blanks, 4-rewards/jsonText, 4-rewards/jsonNumber, 4-rewards/jsonMarks, 4-rewards/positions

override WORKGROUP_SIZE: u32 = 64;

struct BoxConfidenceParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  coordinateWidth: f32,
  coordinateHeight: f32,
  part: f32,
  iou_threshold: f32,
}

@group(0) @binding(0) var<uniform> params: BoxConfidenceParams;

const PLACE = POSITION_BAD | 15u;

// Overlaps and honest confidences of all boxes, added, and how many there are; 0 where something is wrong.
fn tally(r: u32) -> vec3f {
  let size = vec2f(params.coordinateWidth, params.coordinateHeight);
  let n = min(positionCount, MOST_POSITIONS);
  var used = array<bool, MOST_POSITIONS>();
  var own = 0u;
  for (var i = 0u; i < n; i++) {
    for (var k = 0u; k < i; k++) {
      let isSame = ((positionFacts[k] ^ positionFacts[i]) & PLACE) == 0u && all(positionBoxes[k] == positionBoxes[i]);
      used[i] = used[i] || isSame;
    }
    own += select(1u, 0u, used[i]);
    let facts = positionFacts[i];
    if ((facts & HAS_POSITION) == 0u || (!used[i] && (facts & HAS_CONFIDENCE) == 0u)) { return vec3f(0.0); }
  }
  let truths = truthBoxCount(r);
  var taken = 0u;
  var sums = vec2f(0.0);
  for (var turn = 0u; turn < own; turn++) {
    var next = n;
    for (var i = 0u; i < n; i++) {
      if (!used[i] && (next == n || confidences[i] > confidences[min(next, n - 1u)])) { next = i; }
    }
    used[next] = true;
    let box = positionBoxes[next] / vec4f(size, size);
    var best = 0.0;
    var place = 32u;
    for (var j = 0u; j < truths; j++) {
      if (((taken >> j) & 1u) == 1u) { continue; }
      if ((positionFacts[next] & PLACE) != 4u) { return vec3f(0.0); }
      let overlap = iou(truthBox(r, j), box);
      if (overlap > best) {
        best = overlap;
        place = j;
      }
    }
    if (best > params.iou_threshold) {
      taken |= 1u << place;
      sums += vec2f(best, confidences[next]);
    } else {
      sums.y += 1.0 - confidences[next];
    }
  }
  return vec3f(sums, f32(own));
}

fn partOf(r: u32) -> f32 {
  let whole = spanBytes(r, SPAN_COMPLETION);
  let block = findBlock(whole, BLOCK_ANSWER, true, false);
  var text = whole;
  if (block.found) { text = block.text; }
  if (!readPositions(stripped(text), BLOCK_ANSWER)) { return 0.0; }
  let found = tally(r);
  if (found.z == 0.0) { return 0.0; }
  if (params.part > 0.5) { return clamp(found.y / found.z, 0.0, 1.0); }
  let beyond = f32(positionCount - min(positionCount, MOST_POSITIONS));
  return min(found.x / max(found.z + beyond, f32(truthBoxCount(r))), 1.0);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn boxConfidence(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = partOf(r);
}
