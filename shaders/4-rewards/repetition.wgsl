// What: a punishment for repeating oneself.
// Formula: (1 − different n-grams/n-grams) · max_penalty over the token ids, n = ngram_size; 0 for fewer than n tokens.
// Shapes: column (R). Units: max_penalty…0.
// Source: TRL get_repetition_penalty_reward; arXiv 2502.03373, appendix C.2.
// Reward: repetition
// Range: [-1, 0]
// Knob: ngram_size = 3, 1, 16, tokens in an n-gram
// Knob: max_penalty = -1, -1, 0, value for a text that only repeats
// Needs: token
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct RepetitionParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  ngram_size: f32,
  max_penalty: f32,
}

@group(0) @binding(0) var<uniform> params: RepetitionParams;

fn isSameGram(r: u32, a: u32, b: u32, size: u32) -> bool {
  for (var k = 0u; k < size; k++) {
    if (tokenSignal(SIGNAL_TOKEN, r, a + k) != tokenSignal(SIGNAL_TOKEN, r, b + k)) { return false; }
  }
  return true;
}

fn repetitionScore(r: u32) -> f32 {
  let size = max(u32(params.ngram_size), 1u);
  if (tokenCount(r) < size) { return 0.0; }
  let grams = tokenCount(r) - size + 1u;
  var repeated = 0u;
  for (var i = 1u; i < grams; i++) {
    var isRepeated = false;
    for (var j = 0u; j < i && !isRepeated; j++) { isRepeated = isSameGram(r, j, i, size); }
    if (isRepeated) { repeated++; }
  }
  return params.max_penalty * f32(repeated) / f32(grams);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn repetition(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = repetitionScore(r);
}
