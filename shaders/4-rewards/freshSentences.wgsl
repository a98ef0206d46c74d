// What: whether the completion says hardly anything twice.
// Formula: the text is split at every full stop; parts without white space at their ends, and not empty, are its sentences. 0 if allowed + 1 of
// them or more have stood in front of themselves already, else 1. Decimal points and the rest of an answer part sentences, too.
// Shapes: column (R). Units: 0 or 1. 1 for an empty text.
// Source: Affordance-R1 (arXiv 2508.06206), aff_r1.py: aff_r1_score_non_repeat_reward.
// Reward: freshSentences
// Range: [0, 1]
// Knob: allowed = 1, 0, 64, so many repeated sentences cost nothing
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/letters, 4-rewards/blanks

override WORKGROUP_SIZE: u32 = 64;

struct FreshSentencesParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  allowed: f32,
}

@group(0) @binding(0) var<uniform> params: FreshSentencesParams;

// The part that starts at byte `first`, with its white space.
fn partAt(text: Text, first: u32) -> Text {
  var end = first;
  while (end < text.length && textByte(text, end) != 46u) { end++; }
  return Text(text.origin, text.rollout, text.first + first, end - first);
}

fn repeatsOf(r: u32) -> f32 {
  let text = spanBytes(r, SPAN_COMPLETION);
  var repeats = 0.0;
  for (var first = 0u; first < text.length; ) {
    let part = partAt(text, first);
    let sentence = stripped(part);
    var seen = false;
    for (var other = 0u; other < first && !seen && sentence.length > 0u; ) {
      let before = partAt(text, other);
      seen = bytesEqual(stripped(before), sentence);
      other += before.length + 1u;
    }
    repeats += select(0.0, 1.0, seen);
    first += part.length + 1u;
  }
  return repeats;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn freshSentences(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = select(0.0, 1.0, repeatsOf(r) <= params.allowed);
}
