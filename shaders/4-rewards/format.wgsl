// What: whether the completion has the wanted spans, in the order think, box, point, answer, and nothing else.
// Formula: 1 if the closed spans in order (equal neighbours once) are exactly the wanted ones (zooms may stand in front: they
// are looks, no part of the answer), no tag is nested, crossing, unclosed or stray, think and answer stand once, each
// wanted span holds text and, with nothing_outside, only white space stands outside; box and point spans must hold nothing
// but boxes and points. With partial_credit a failing completion gets ½ · the share of wanted spans that are well-formed.
// Shapes: column (R). Units: 0…1.
// Source: format rewards of DeepSeek-R1 (arXiv 2501.12948) and VLM-R1; the grammar of DESIGN §3.
// Reward: format
// Range: [0, 1]
// Knob: need_think = 1, 0, 1, the completion must have a think span
// Knob: need_box = 1, 0, 1, the completion must have a box span
// Knob: need_answer = 1, 0, 1, the completion must have an answer span
// Knob: need_point = 0, 0, 1, the completion must have a point span
// Knob: nothing_outside = 1, 0, 1, no text may stand outside of the spans
// Knob: partial_credit = 0, 0, 1, give a part of the reward for some of the spans
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct FormatParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  need_think: f32,
  need_box: f32,
  need_answer: f32,
  need_point: f32,
  nothing_outside: f32,
  partial_credit: f32,
}

@group(0) @binding(0) var<uniform> params: FormatParams;

const ORDER = array<u32, 4>(SPAN_THINK, SPAN_BOX, SPAN_POINT, SPAN_ANSWER);

fn isWanted(span: u32) -> bool {
  if (span == SPAN_POINT) { return params.need_point > 0.5; }
  return (span == SPAN_THINK && params.need_think > 0.5) || (span == SPAN_BOX && params.need_box > 0.5) || (span == SPAN_ANSWER && params.need_answer > 0.5);
}

fn isGoodSpan(r: u32, span: u32) -> bool {
  if (!isWellFormed(r, span) || trimmed(spanBytes(r, span), false).length == 0u) { return false; }
  if (span == SPAN_BOX) { return boxCount(r) > 0u && numberAt(r, NUMBER_MALFORMED) == 0.0; }
  if (span == SPAN_POINT) { return pointCount(r) > 0u && numberAt(r, NUMBER_MALFORMED) == 0.0; }
  return spanCount(r, span) == 1u;
}

fn formatScore(r: u32) -> f32 {
  var wanted = 0u;
  var good = 0u;
  var order = 0;
  var zoomed = i32(SPAN_ZOOM);
  for (var k = 0u; k < 4u; k++) {
    let span = ORDER[k];
    if (!isWanted(span)) { continue; }
    wanted++;
    order = order * 8 + i32(span);
    zoomed = zoomed * 8 + i32(span);
    if (isGoodSpan(r, span)) { good++; }
  }
  let found = spanField(r, SPAN_GRAMMAR, 0u);
  let isInOrder = (found == order || found == zoomed) && isWellFormed(r, SPAN_GRAMMAR);
  let isAlone = params.nothing_outside < 0.5 || spanField(r, SPAN_GRAMMAR, 2u) == 0;
  if (good == wanted && isInOrder && isAlone) { return 1.0; }
  if (params.partial_credit < 0.5 || wanted == 0u) { return 0.0; }
  return 0.5 * f32(good) / f32(wanted);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn format(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = formatScore(r);
}
