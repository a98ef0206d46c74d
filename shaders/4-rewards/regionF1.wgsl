// What: whether what was cut out of the pages that were taken is what counts on them.
// Formula: mean over the <select> blocks of F1. Boxes of a page: those of the first <bbox>…</bbox> between its block and the next one, a JSON list of
// boxes; what is no box of four numbers counts as one that fits nothing. True boxes: those of the truth whose label is the page, none where
// the page is a whole one (4-rewards/pageTrace). 1 where neither has any, 0 where one of them has none; else with tp = true boxes with an
// IoU ≥ iou_threshold to some box, so that one box may serve several: recall = tp/(true boxes + 1e-8), precision = tp/(boxes + 1e-8),
// F1 = 2·precision·recall/(precision + recall + 1e-8), which can exceed 1. Corners may be in any order; areas then have a sign.
// Shapes: column (R). Units: 0…2; boxes as they are written, in those of the truth. 0 where no page was taken.
// Source: UniDoc-RL (deepglint/UniDoc-RL), reward_manager/rm.py: compute_roi_scores, compute_iou_f1.
// Reward: regionF1
// Range: [0, 2]
// Knob: iou_threshold = 0.5, 0, 1, a true box is found from this IoU on
// Truth: boxes, labels, facts
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/namedBlock, 4-rewards/letters, 4-rewards/blanks, 4-rewards/pageTrace, 4-rewards/jsonText, 4-rewards/jsonNumber, 4-rewards/jsonMarks

override WORKGROUP_SIZE: u32 = 64;

struct RegionF1Params {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  iou_threshold: f32,
}

@group(0) @binding(0) var<uniform> params: RegionF1Params;

const MOST_REGIONS = 64u;
var<private> regions: array<vec4f, MOST_REGIONS>;
// Numbers of each region; NO_BOX where something else is among them.
var<private> regionSizes: array<u32, MOST_REGIONS>;
var<private> regionCount: u32;
var<private> isRegionList: bool;
const NO_BOX = 99u;
const EPSILON = 1e-8;

fn jsonSeen(text: Text, kind: u32, depth: u32, value: f32) {
  let at = jsonIndex[1];
  if (depth == 0u) {
    isRegionList = kind == JSON_LIST;
  } else if (depth == 1u) {
    regionCount = at + 1u;
    if (at < MOST_REGIONS) { regionSizes[at] = select(NO_BOX, 0u, kind == JSON_LIST); }
  } else if (depth == 2u && at < MOST_REGIONS && regionSizes[at] != NO_BOX) {
    let place = regionSizes[at];
    if (place < 4u) { regions[at][place] = value; }
    regionSizes[at] = select(NO_BOX, place + 1u, (kind == JSON_NUMBER || kind == JSON_BOOLEAN) && place < 4u);
  }
}

// What is no list has no regions.
fn readRegions(text: Text) {
  regionCount = 0u;
  jsonBegin();
  for (var i = 0u; i <= text.length; i++) {
    var b = 32u;
    if (i < text.length) { b = textByte(text, i); }
    jsonFeed(text, i, b);
  }
  if (!jsonIsWhole() || !isRegionList) { regionCount = 0u; }
}

fn signedArea(box: vec4f) -> f32 {
  return (box.z - box.x) * (box.w - box.y);
}

fn regionIou(a: vec4f, b: vec4f) -> f32 {
  let inside = intersectionArea(a, b);
  let both = signedArea(a) + signedArea(b) - inside;
  return select(inside / both, 0.0, both == 0.0);
}

fn isFound(box: vec4f) -> bool {
  // Nothing that touches it has an IoU of 0.
  var best = 0.0;
  for (var i = 0u; i < min(regionCount, MOST_REGIONS); i++) {
    if (regionSizes[i] == 4u) { best = max(best, regionIou(box, regions[i])); }
  }
  return best >= params.iou_threshold;
}

fn pageF1(r: u32, page: Text) -> f32 {
  var isWhole = false;
  for (var f = 0u; f < factCount(r); f++) { isWhole = isWhole || (isWholePage(r, f) && bytesEqual(factText(r, f), page)); }
  var boxes = 0.0;
  var hits = 0.0;
  for (var i = 0u; i < truthBoxCount(r) && !isWhole; i++) {
    if (!bytesEqual(truthLabel(r, i), page)) { continue; }
    boxes += 1.0;
    hits += select(0.0, 1.0, isFound(truthBox(r, i)));
  }
  if (boxes == 0.0 || regionCount == 0u) { return select(0.0, 1.0, boxes == 0.0 && regionCount == 0u); }
  let recall = hits / (boxes + EPSILON);
  let share = hits / (f32(regionCount) + EPSILON);
  return 2.0 * share * recall / (share + recall + EPSILON);
}

fn regionScore(r: u32) -> f32 {
  let text = spanBytes(r, SPAN_COMPLETION);
  var sum = 0.0;
  var taken = 0.0;
  var page = Text(0u, r, 0u, 0u);
  var end = text.length;
  // In the last round there is no block any more, only the page before it.
  for (var at = 0u; ; ) {
    let block = blockFrom(text, at, BLOCK_SELECT);
    end = select(text.length, block.next, block.found);
    if (taken > 0.0) {
      readRegions(findBlock(Text(0u, r, text.first + at, end - at), BLOCK_BBOX, false, false).text);
      sum += pageF1(r, page);
    }
    if (!block.found) { break; }
    page = pageName(block.text);
    taken += 1.0;
    at = block.next;
  }
  return sum / max(taken, 1.0);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn regionF1(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = regionScore(r);
}
