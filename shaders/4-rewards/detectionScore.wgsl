// What: how well listed boxes with labels fit the true ones: place, label, and how many are missing or too many.
// Formula: again and again the pair of free boxes with the highest IoU (4-rewards/pixelIou; of equal ones the first written, then the first true
// one) is a match, as long as that is iou_threshold or more. A match counts with its IoU where the labels agree, whatever their case, else with 0.
// score = (position_weight·Σ IoU / true boxes + label_weight·agreeing labels / true boxes + whole_weight·(1 − (missed / true boxes + free
// boxes / boxes)/2)) / (sum of the weights). Without a true box 1 where nothing is listed, else 0; without a listed one 0. A label that is
// missing is the one of the match before; where there is none, nothing is scored: published code fails there.
// Shapes: column (R). Units: 0…1; the true boxes in fractions of the picture.
// Source: VLM-R1 (arXiv 2504.07615), grpo_jsonl.py: detection_score.
// Reward: detectionScore
// Range: [0, 1]
// Knob: iou_threshold = 0.5, 0, 1, a pair matches from this IoU on
// Knob: position_weight = 0.7, 0, 1, for the places
// Knob: label_weight = 0, 0, 1, for the labels
// Knob: whole_weight = 0.3, 0, 1, for what is neither missing nor too much
// Truth: boxes (at most 64), labels
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/namedBlock, 4-rewards/unicode, 4-rewards/jsonText, 4-rewards/jsonNumber, 4-rewards/jsonMarks, 4-rewards/fencedList, 4-rewards/pixelIou

override WORKGROUP_SIZE: u32 = 64;

struct DetectionScoreParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  coordinateWidth: f32,
  coordinateHeight: f32,
  iou_threshold: f32,
  position_weight: f32,
  label_weight: f32,
  whole_weight: f32,
}

@group(0) @binding(0) var<uniform> params: DetectionScoreParams;

// The character at byte k of a JSON text, with escapes, in lower case, and the byte behind it.
fn labelSign(text: Text, k: u32) -> vec2u {
  let own = charAt(text, k);
  if (own.x != 92u || k + 1u >= text.length) { return vec2u(lowerChar(own.x), k + own.y); }
  let mark = lowerByte(textByte(text, k + 1u));
  if (mark == 117u) {
    var code = 0u;
    for (var h = 2u; h < 6u && k + h < text.length; h++) {
      let digit = lowerByte(textByte(text, k + h));
      code = code * 16u + select(digit - 87u, digit - 48u, isDigit(digit));
    }
    return vec2u(lowerChar(code), k + 6u);
  }
  // b f n r t
  let breaks = select(select(select(select(mark, 9u, mark == 116u), 13u, mark == 114u), 10u, mark == 110u), 12u, mark == 102u);
  return vec2u(select(breaks, 8u, mark == 98u), k + 2u);
}

fn sameLabel(own: Text, right: Text) -> bool {
  var i = 0u;
  var j = 0u;
  while (i < own.length && j < right.length) {
    let a = labelSign(own, i);
    let b = charAt(right, j);
    if (a.x != lowerChar(b.x)) { return false; }
    i = a.y;
    j += b.y;
  }
  return i >= own.length && j == right.length;
}

fn scoreOf(r: u32) -> f32 {
  let text = readFenced(r);
  let truths = truthBoxCount(r);
  if (truths == 0u) { return select(0.0, 1.0, fencedCount == 0u); }
  if (fencedCount == 0u) { return 0.0; }
  let size = vec2f(params.coordinateWidth, params.coordinateHeight);
  let n = select(0u, min(fencedCount, MOST_FENCED), isFencedList);
  var isUsed = array<bool, MOST_FENCED>();
  var isFound = array<bool, 64>();
  // Σ IoU, agreeing labels, matches.
  var sums = vec3f(0.0);
  var label = vec2u(0u);
  for (var round = 0u; round < min(n, truths); round++) {
    var best = -1.0;
    var pair = vec2u(0u);
    for (var i = 0u; i < n; i++) {
      for (var j = 0u; j < truths; j++) {
        if (isUsed[i] || isFound[j]) { continue; }
        var overlap = 0.0;
        if (fenced[i].numbers == 4u) { overlap = pixelIou(fenced[i].box, truthBox(r, j) * vec4f(size, size)); }
        if (overlap > best) {
          best = overlap;
          pair = vec2u(i, j);
        }
      }
    }
    if (best < params.iou_threshold) { break; }
    isUsed[pair.x] = true;
    isFound[pair.y] = true;
    if (fenced[pair.x].label.x > 0u) { label = fenced[pair.x].label; }
    if (label.x == 0u) { return notScorable(); }
    let own = Text(text.origin, r, text.first + label.x, label.y - label.x);
    let agrees = sameLabel(own, truthLabel(r, pair.y));
    sums += vec3f(select(0.0, best, agrees), select(0.0, 1.0, agrees), 1.0);
  }
  let right = sums / f32(truths);
  let whole = 1.0 - 0.5 * ((1.0 - right.z) + (1.0 - sums.z / f32(fencedCount)));
  let weights = vec3f(params.position_weight, params.label_weight, params.whole_weight);
  return clamp(dot(weights, vec3f(right.xy, whole)) / dot(weights, vec3f(1.0)), 0.0, 1.0);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn detectionScore(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = scoreOf(r);
}
