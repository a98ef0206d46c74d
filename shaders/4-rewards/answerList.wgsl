// What: how well a comma separated answer fits a comma separated truth, in any order.
// Formula: hits = items of the answer that equal a true item not yet taken, folded and trimmed. F1 = 2·hits/(n + m); with
// list_recall the share of true items found, hits/m. Empty items do not count; at most 32 true items.
// Shapes: column (R). Units: 0…1. Source: F1 over sets, as in SQuAD (Rajpurkar et al. 2016).
// Reward: answerList
// Range: [0, 1]
// Knob: list_recall = 0, 0, 1, score the share of true items found instead of F1
// Truth: answer
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct AnswerListParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  list_recall: f32,
}

@group(0) @binding(0) var<uniform> params: AnswerListParams;

struct ListCounts {
  items: u32,
  hits: u32,
  trueItems: u32,
}

// Takes a true item that is equal and not taken yet; counts the true items on the way.
fn countItem(r: u32, item: Text, taken: ptr<function, u32>, counts: ptr<function, ListCounts>) {
  let truths = truthAnswer(r);
  var index = 0u;
  for (var first = 0u; first < truths.length; ) {
    let whole = itemAt(truths, first);
    let own = trimmed(whole, true);
    first += whole.length + 1u;
    if (own.length == 0u || index >= 32u) { continue; }
    if (((*taken >> index) & 1u) == 0u && bytesEqualFolded(own, item)) {
      *taken |= 1u << index;
      (*counts).hits++;
      break;
    }
    index++;
  }
}

fn listScore(r: u32) -> f32 {
  if (!hasTruthAnswer(r) || !hasSpan(r, SPAN_ANSWER)) { return 0.0; }
  var counts: ListCounts;
  var taken = 0u;
  let answer = spanBytes(r, SPAN_ANSWER);
  for (var first = 0u; first < answer.length; ) {
    let item = itemAt(answer, first);
    first += item.length + 1u;
    if (trimmed(item, true).length == 0u) { continue; }
    counts.items++;
    countItem(r, trimmed(item, true), &taken, &counts);
  }
  let truths = truthAnswer(r);
  for (var first = 0u; first < truths.length; ) {
    let item = itemAt(truths, first);
    first += item.length + 1u;
    if (trimmed(item, true).length > 0u) { counts.trueItems++; }
  }
  counts.trueItems = min(counts.trueItems, 32u);
  if (counts.trueItems == 0u) { return 0.0; }
  if (params.list_recall > 0.5) { return f32(counts.hits) / f32(counts.trueItems); }
  return 2.0 * f32(counts.hits) / f32(counts.items + counts.trueItems);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn answerList(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = listScore(r);
}
