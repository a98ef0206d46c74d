// What: how like the question its rephrasing is, by words; stands for the cosine of sentence embeddings. Carries no weight of its own.
// Formula: cosine of the two vectors of word counts: pairs(a, b) / √(pairs(a, a) · pairs(b, b)), pairs = pairs of equal words; words
// are runs of a–z and 0–9 in lower case. 0 where either has none.
// Shapes: column (R). Units: 0…1.
// Source: ours, in place of the embeddings of DocThinker (arXiv 2508.08589).
// Reward: questionCosine
// Range: [0, 1]
// Truth: question
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/unicode, 4-rewards/json, 4-rewards/plainWords

override WORKGROUP_SIZE: u32 = 64;

struct QuestionCosineParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
}

@group(0) @binding(0) var<uniform> params: QuestionCosineParams;

fn equalPairs(a: Text, b: Text) -> f32 {
  var pairs = 0.0;
  var i = 0u;
  while (i < a.length) {
    let own = plainWord(a, i, false);
    i = own.y;
    var j = 0u;
    while (j < b.length && own.x < own.y) {
      let other = plainWord(b, j, false);
      j = other.y;
      if (other.x < other.y && isSameWord(a, own, false, b, other)) { pairs += 1.0; }
    }
  }
  return pairs;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn questionCosine(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  var pairs = vec3f(0.0);
  for (var way = 0u; way < 3u; way++) {
    var a = spanBytes(r, SPAN_REPHRASE);
    var b = truthQuestion(r);
    if (way == 1u) { b = a; }
    if (way == 2u) { a = b; }
    pairs[way] = equalPairs(a, b);
  }
  column[r] = select(0.0, min(pairs.x / sqrt(max(pairs.y * pairs.z, 1.0)), 1.0), pairs.x > 0.0);
}
