// What: whether the page that each search was followed up with is the one to take.
// Formula: mean over the searches of [the page that was taken is the goal]; goal = the first page that came back and counts, or the first one of
// all where none counts (4-rewards/pageTrace). The k-th <select> belongs to the k-th <information>; a search that brought nothing gives 0, and
// so does one without a page taken.
// Shapes: column (R). Units: 0…1. 0 where nothing was searched for.
// Source: UniDoc-RL (deepglint/UniDoc-RL), reward_manager/rm.py: get_rerank_score.
// Reward: pageSelection
// Range: [0, 1]
// Truth: facts
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/namedBlock, 4-rewards/letters, 4-rewards/blanks, 4-rewards/pageTrace

override WORKGROUP_SIZE: u32 = 64;

struct PageSelectionParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
}

@group(0) @binding(0) var<uniform> params: PageSelectionParams;

fn isWanted(r: u32, page: Text) -> bool {
  for (var f = 0u; f < factCount(r); f++) {
    if (!isWholePage(r, f) && bytesEqual(factText(r, f), page)) { return true; }
  }
  return false;
}

fn selectionOf(r: u32) -> f32 {
  let text = spanBytes(r, SPAN_COMPLETION);
  var right = 0.0;
  var searches = 0.0;
  // First byte behind the last information block, and behind the last select block.
  var at = vec2u(0u);
  loop {
    let found = blockFrom(text, at.x, BLOCK_INFORMATION);
    if (!found.found) { break; }
    let taken = blockFrom(text, at.y, BLOCK_SELECT);
    at = vec2u(found.next, select(text.length, taken.next, taken.found));
    searches += 1.0;
    var goal = Text(0u, r, 0u, 0u);
    var isSet = false;
    for (var first = 0u; first <= found.text.length && !isSet; ) {
      let line = lineAt(found.text, first);
      first += line.length + 1u;
      let page = pageName(line);
      isSet = page.length > 0u && isWanted(r, page);
      if (isSet || goal.length == 0u) { goal = page; }
    }
    let isRight = taken.found && goal.length > 0u && bytesEqual(pageName(taken.text), goal);
    right += select(0.0, 1.0, isRight);
  }
  return right / max(searches, 1.0);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn pageSelection(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = selectionOf(r);
}
