// What: whether the completion has the form of the grammar: its tags in its order, each as often as it allows, and nothing else.
// Formula: 1 if no span closes before one that should follow it, no tag is nested, crossing, unclosed or stray, each tag occurs
// min to max times, each span that is wanted or present holds text and, with nothing_outside, only white space occurs
// outside; spans of boxes or points must hold nothing but those (one each, where the content is `box` or `point`). What an
// action (zoom) holds is free. With partial_credit a failing completion gets ½ · the share of wanted tags (min > 0) that are good.
// Shapes: column (R). Units: 0…1.
// Source: format rewards of DeepSeek-R1 (arXiv 2501.12948) and VLM-R1; the grammars of src/4-rewards/grammars.
// Reward: format
// Range: [0, 1]
// Knob: nothing_outside = 1, 0, 1, no text may occur outside the spans
// Knob: partial_credit = 0, 0, 1, give a part of the reward for some of the spans
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct FormatParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  nothing_outside: f32,
  partial_credit: f32,
}

@group(0) @binding(0) var<uniform> params: FormatParams;

// Whether the numbers of a tag are boxes or points, one in each span where the content says so.
fn areGoodTuples(r: u32, span: u32, content: u32) -> bool {
  let isBox = content == CONTENT_BOX || content == CONTENT_BOXES;
  var found = tagPointCount(r, span);
  if (isBox) { found = tagBoxCount(r, span); }
  let isSingle = content == CONTENT_BOX || content == CONTENT_POINT;
  return found > 0u && numberAt(r, NUMBER_MALFORMED) == 0.0 && (!isSingle || found == spanCount(r, span));
}

fn holdsText(r: u32, span: u32) -> bool {
  if (trimmed(spanBytes(r, span), false).length == 0u) { return false; }
  for (var k = 0u; k < occurrenceCount(r); k++) {
    if (occurrenceSpan(r, k) == span && trimmed(occurrenceBytes(r, k), false).length == 0u) { return false; }
  }
  return true;
}

fn isGoodSpan(r: u32, span: u32) -> bool {
  let flags = u32(tagField(span, 0u));
  let content = flags & 15u;
  let most = tagField(span, 2u);
  let count = i32(spanCount(r, span));
  if (!isWellFormed(r, span) || count < tagField(span, 1u) || (most >= 0 && count > most)) { return false; }
  if ((flags & ACTION) != 0u) { return true; }
  let isTuple = content >= CONTENT_BOX && content <= CONTENT_POINTS;
  if (isTuple) { return trimmed(spanBytes(r, span), false).length > 0u && areGoodTuples(r, span, content); }
  if (content == CONTENT_NUMBER && !hasTagNumber(r, span)) { return false; }
  return holdsText(r, span);
}

fn formatScore(r: u32) -> f32 {
  var wanted = 0u;
  var good = 0u;
  var isClean = isWellFormed(r, SPAN_GRAMMAR) && spanField(r, SPAN_GRAMMAR, 0u) == 0;
  for (var span = 1u; span <= grammarTags(); span++) {
    let isWanted = tagField(span, 1u) > 0;
    if (!isWanted && spanCount(r, span) == 0u) { continue; }
    let isGood = isGoodSpan(r, span);
    wanted += select(0u, 1u, isWanted);
    good += select(0u, 1u, isWanted && isGood);
    isClean &= isGood;
  }
  let isAlone = params.nothing_outside < 0.5 || spanField(r, SPAN_GRAMMAR, 2u) == 0;
  if (isClean && isAlone) { return 1.0; }
  if (params.partial_credit < 0.5 || wanted == 0u) { return 0.0; }
  return 0.5 * f32(good) / f32(wanted);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn format(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = formatScore(r);
}
