// What: whether a completion thinks and then ranks as many as there are, and nothing else.
// Formula: (N − |n − N|)/N · (listed ids from 1 to N)/n, n = listed ids, N = candidates, or the number of the truth's options where that is 0. The
// list is the first <answer>[a, b, …]</answer> that has a closing </think> with white space alone in front of it, and behind the first <think>;
// digits, white space behind a comma and nowhere else. It becomes negative from n > 2N on; ids that come twice count.
// As released, a list of one id gives 0, and so does one that Python cannot read: an id with a leading zero, a line break.
// Shapes: column (R). Units: 2 − n/N … 1. 0 without such a list.
// Source: MM-R5 (i2vec/MM-R5), qwen_module.py: format_rerank_reward.
// Reward: rankFormat
// Range: [-1000000, 1]
// Knob: candidates = 0, 0, 1000000, how many there are to rank; 0 = the truth's options
// Knob: pay_one = 0, 0, 1, a list of one id counts like any other
// Truth: options
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/namedBlock, 4-rewards/letters, 4-rewards/blanks, 4-rewards/literal, 4-rewards/rankedIds

override WORKGROUP_SIZE: u32 = 64;

struct RankFormatParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  candidates: f32,
  pay_one: f32,
}

@group(0) @binding(0) var<uniform> params: RankFormatParams;

struct Ranking {
  found: bool,
  // Python reads it.
  readable: bool,
  ids: f32,
  valid: f32,
}

// The list whose first byte is `start`.
fn rankingAt(text: Text, start: u32, candidates: f32) -> Ranking {
  var ranking = Ranking(false, true, 0.0, 0.0);
  for (var i = start; i < text.length; ) {
    let first = i;
    var value = 0.0;
    while (i < text.length && isDigit(textByte(text, i))) {
      value = min(value * 10.0 + f32(textByte(text, i) - 48u), 1e7);
      i++;
    }
    if (i == first) { return ranking; }
    ranking.readable = ranking.readable && (textByte(text, first) != 48u || value == 0.0);
    ranking.ids += 1.0;
    ranking.valid += select(0.0, 1.0, value >= 1.0 && value <= candidates);
    if (closesRanking(text, i)) {
      ranking.found = true;
      return ranking;
    }
    if (i >= text.length || textByte(text, i) != 44u) { return ranking; }
    let next = behindBlanks(text, i + 1u);
    for (var k = i + 1u; k < next; k++) {
      let b = textByte(text, k);
      ranking.readable = ranking.readable && (b == 32u || b == 9u || b == 12u);
    }
    i = next;
  }
  return ranking;
}

fn rankForm(r: u32) -> f32 {
  let text = spanBytes(r, SPAN_COMPLETION);
  let candidates = select(params.candidates, f32(optionCount(r)), params.candidates == 0.0);
  var isOpen = false;
  for (var i = 0u; i < text.length; i++) {
    if (textByte(text, i) != 60u) { continue; }
    let behind = behindTag(text, i, BLOCK_THINK, select(0u, 1u, isOpen));
    if (behind == 0u) { continue; }
    if (!isOpen) {
      isOpen = true;
      continue;
    }
    let at = behindBlanks(text, behind);
    if (!opensRanking(text, at)) { continue; }
    let ranking = rankingAt(text, at + 9u, candidates);
    if (!ranking.found) { continue; }
    let counts = ranking.readable && candidates > 0.0 && (ranking.ids > 1.0 || params.pay_one > 0.5);
    let share = ranking.valid / ranking.ids;
    return select(0.0, (candidates - abs(ranking.ids - candidates)) / max(candidates, 1.0) * share, counts);
  }
  return 0.0;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn rankFormat(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = rankForm(r);
}
