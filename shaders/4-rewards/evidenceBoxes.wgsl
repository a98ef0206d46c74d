// What: pays boxes on the evidence and fines boxes on distractors; where the evidence is masked it pays drawing none.
// Formula: evidence there: F(evidence) − F(distractors), where F(list) = Σ IoU of the matched boxes / the larger number of boxes; boxes
// in descending confidence each take the free box of the list with the highest IoU, which counts above iou_threshold. Boxes of the same
// place count once. 0 without a readable box, or where one of them lacks its place or its confidence. Evidence masked (tag masked): 1
// where the completion says unknown or no box can be read, else −1.
// listed = 0: the boxes of the grammar in their order; then cannot tell is what it says. Distractors are the true boxes whose label is distractor.
// Shapes: column (R). Units: −1…1.
// Source: DeFacto (tinnel123666888/defacto), grpo_defacto.py: accuracy_reward_iou.
// Reward: evidenceBoxes
// Range: [-1, 1]
// Knob: iou_threshold = 0.5, 0, 1, a pair counts above this IoU
// Knob: listed = 1, 0, 1, a list with confidences in a bbox block; 0 = the boxes of the grammar
// Truth: boxes (at most 32), labels
// Needs: tag/masked
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/namedBlock, 4-rewards/letters, 4-rewards/blanks, 4-rewards/jsonText, 4-rewards/jsonNumber, 4-rewards/jsonMarks, 4-rewards/positions, 4-rewards/refusal

override WORKGROUP_SIZE: u32 = 64;

struct EvidenceBoxesParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  coordinateWidth: f32,
  coordinateHeight: f32,
  iou_threshold: f32,
  listed: f32,
}

@group(0) @binding(0) var<uniform> params: EvidenceBoxesParams;

// d i s t r a c t o r
fn isDistractor(r: u32, i: u32) -> bool {
  let letters = vec3u(0x74736964u, 0x74636172u, 0x726fu);
  let label = truthLabel(r, i);
  if (i >= labelCount(r) || label.length != 10u) { return false; }
  var k = 0u;
  while (k < 10u && textByte(label, k) == ((letters[k / 4u] >> (8u * (k & 3u))) & 255u)) { k++; }
  return k == 10u;
}

// Whether there is a box; those of the grammar have the same confidence.
fn readBoxes(r: u32, masked: bool) -> bool {
  if (params.listed > 0.5) {
    let whole = spanBytes(r, SPAN_COMPLETION);
    let block = findBlock(whole, BLOCK_BBOX, true, false);
    if (!block.found && !masked) { return false; }
    var text = whole;
    if (block.found) { text = block.text; }
    return readPositions(stripped(text), BLOCK_BBOX) && positionCount > 0u;
  }
  positionCount = boxCount(r);
  for (var i = 0u; i < positionCount; i++) {
    positionBoxes[i] = boxAt(r, i) * vec4f(vec2f(params.coordinateWidth, params.coordinateHeight), vec2f(params.coordinateWidth, params.coordinateHeight));
    confidences[i] = 1.0;
    positionFacts[i] = HAS_CONFIDENCE | 4u;
  }
  return positionCount > 0u;
}

// F of the evidence less F of the distractors; boxes in descending confidence, equal ones in their order.
fn contrast(r: u32) -> f32 {
  let size = vec2f(params.coordinateWidth, params.coordinateHeight);
  let n = min(positionCount, MOST_POSITIONS);
  var used = array<bool, MOST_POSITIONS>();
  var count = positionCount;
  for (var i = 0u; i < n; i++) {
    for (var k = 0u; k < i; k++) { used[i] = used[i] || all(positionBoxes[k] == positionBoxes[i]); }
    if (used[i]) { count--; }
    let facts = positionFacts[i];
    if ((facts & (POSITION_BAD | 15u)) != 4u || (!used[i] && (facts & HAS_CONFIDENCE) == 0u)) { return 0.0; }
  }
  var taken = 0u;
  var sums = vec2f(0.0);
  var counts = vec2u(0u);
  for (var j = 0u; j < truthBoxCount(r); j++) { counts[select(0u, 1u, isDistractor(r, j))]++; }
  for (var turn = 0u; turn < n; turn++) {
    var next = n;
    for (var i = 0u; i < n; i++) {
      if (!used[i] && (next == n || confidences[i] > confidences[min(next, n - 1u)])) { next = i; }
    }
    if (next == n) { break; }
    used[next] = true;
    let own = positionBoxes[next] / vec4f(size, size);
    var best = vec2f(0.0);
    var places = vec2u(32u);
    for (var j = 0u; j < truthBoxCount(r); j++) {
      let side = select(0u, 1u, isDistractor(r, j));
      let overlap = iou(truthBox(r, j), own);
      if (((taken >> j) & 1u) == 1u || overlap <= best[side]) { continue; }
      best[side] = overlap;
      places[side] = j;
    }
    for (var side = 0u; side < 2u; side++) {
      if (best[side] <= params.iou_threshold) { continue; }
      sums[side] += best[side];
      taken |= 1u << places[side];
    }
  }
  return clamp(sums.x / f32(max(max(counts.x, count), 1u)) - sums.y / f32(max(max(counts.y, count), 1u)), -1.0, 1.0);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn evidenceBoxes(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let masked = promptSignal(SIGNAL_TAG_MASKED, r) > 0.5;
  let drawn = readBoxes(r, masked);
  if (masked) {
    let refuses = says(spanBytes(r, SPAN_COMPLETION), select(SAYS_CANNOT_TELL, SAYS_UNKNOWN, params.listed > 0.5));
    column[r] = select(1.0, -1.0, drawn && !refuses);
  } else if (drawn) {
    column[r] = contrast(r);
  } else {
    column[r] = 0.0;
  }
}
