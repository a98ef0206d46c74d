// What: share of the reference facts of the picture that the completion names.
// Formula: facts that stand in the text as whole words, case folded / facts. The text is the completion, or the think span.
// Shapes: column (R). Units: 0…1. 0 where the truth has no facts.
// Source: visual perception reward of Perception-R1 (arXiv 2506.07218), with text matching in place of a judge.
// Reward: factsFound
// Range: [0, 1]
// Knob: facts_in_think = 0, 0, 1, look only in the think span
// Truth: facts
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct FactsFoundParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  facts_in_think: f32,
}

@group(0) @binding(0) var<uniform> params: FactsFoundParams;

fn factsScore(r: u32) -> f32 {
  let span = select(SPAN_COMPLETION, SPAN_THINK, params.facts_in_think > 0.5);
  var found = 0u;
  for (var f = 0u; f < factCount(r); f++) {
    if (contains(spanBytes(r, span), trimmed(factText(r, f), false))) { found++; }
  }
  return f32(found) / f32(max(factCount(r), 1u));
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn factsFound(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = factsScore(r);
}
