// What: how far in front a ranking puts what is relevant, the first places counting most.
// Formula: Σ over the relevant ids of 1/(place of its first occurrence)^power, 0 for those that are missing, divided by Σ 1/i^power, i = 1 … number of
// relevant ids. The ranking is what the first <answer>[…]</answer> on one line lists, whole numbers between commas; blank pieces do not count.
// Shapes: column (R). Units: 0…1. 0 where a piece is no whole number, where there is no ranking, and where nothing is relevant.
// Source: MM-R5 (i2vec/MM-R5), qwen_module.py: rerank_reward.
// Reward: rankReciprocal
// Range: [0, 100000]
// Knob: power = 3, 0, 10, how fast the worth of a place falls; a whole number
// Truth: order
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/letters, 4-rewards/blanks, 4-rewards/literal, 4-rewards/rankedIds

override WORKGROUP_SIZE: u32 = 64;

struct RankReciprocalParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  power: f32,
}

@group(0) @binding(0) var<uniform> params: RankReciprocalParams;

const MOST_RELEVANT = 64u;

// WGSL's pow is good to few digits only.
fn worthOf(place: f32) -> f32 {
  var worth = 1.0;
  for (var k = 0u; k < u32(round(params.power)); k++) { worth /= place; }
  return worth;
}

// Between the brackets.
fn rankingOf(text: Text) -> Text {
  for (var i = 0u; i < text.length; i++) {
    if (!opensRanking(text, i)) { continue; }
    for (var k = i + 9u; k < text.length && textByte(text, k) != 10u; k++) {
      if (closesRanking(text, k)) { return Text(text.origin, text.rollout, text.first + i + 9u, k - i - 9u); }
    }
  }
  return Text(text.origin, text.rollout, text.first, 0u);
}

fn rankScore(r: u32) -> f32 {
  let list = rankingOf(spanBytes(r, SPAN_COMPLETION));
  let relevant = orderCount(r);
  if (relevant > MOST_RELEVANT) { return notScorable(); }
  // Bit i: relevant id i has come.
  var come = vec2u(0u);
  var gain = 0.0;
  var place = 0.0;
  for (var at = 0u; at <= list.length; ) {
    let piece = itemAt(list, at);
    at += piece.length + 1u;
    let id = rankedId(piece);
    if (id.isBlank) { continue; }
    if (!id.isNumber) { return 0.0; }
    place += 1.0;
    for (var i = 0u; i < relevant; i++) {
      let bit = 1u << (i & 31u);
      if (orderAt(r, i) != id.value || (come[i / 32u] & bit) != 0u) { continue; }
      come[i / 32u] |= bit;
      gain += worthOf(place);
    }
  }
  var ideal = 0.0;
  for (var i = 1u; i <= relevant; i++) { ideal += worthOf(f32(i)); }
  return select(0.0, gain / max(ideal, 1e-9), relevant > 0u);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn rankReciprocal(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = rankScore(r);
}
