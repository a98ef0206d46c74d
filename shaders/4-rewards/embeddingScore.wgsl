// What: how near the embedding of an answer is to that of the picture, or to the nearest of several references: CLIP's score of a caption.
// Formula: scale·max(0, max_n cos(own, other_n)). own has D numbers; other holds vectors of D numbers one behind the other. A vector of zeros
// stands for none: its cosine is 0.
// Shapes: column (R); the signals have one unit per number: own (R, D), other (R, N·D). Units: 0…scale.
// Source: CLIP-reward: j-min/CLIP-Caption-Reward, captioning/utils/clipscore.py: calc_clip_s, and the best reference of
// calc_refclip_s.
// Reward: embeddingScore
// Range: [0, 100]
// Knob: scale = 2.5, 0, 100, what a cosine of 1 is worth
// Signal: own = embed/answer
// Signal: other = embed/picture
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct EmbeddingScoreParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  scale: f32,
}

@group(0) @binding(0) var<uniform> params: EmbeddingScoreParams;

// Cosine of the rollout's vector and the one that begins at number `first` of the others.
fn cosine(r: u32, first: u32, size: u32) -> f32 {
  var sums = vec3f(0.0);
  for (var d = 0u; d < size; d++) {
    let a = unitSignal(SIGNAL_OWN, r, d);
    let b = unitSignal(SIGNAL_OTHER, r, first + d);
    sums += vec3f(a * b, a * a, b * b);
  }
  if (sums.y == 0.0 || sums.z == 0.0) { return 0.0; }
  return sums.x / (sqrt(sums.y) * sqrt(sums.z));
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn embeddingScore(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let size = max(unitCount(SIGNAL_OWN), 1u);
  var nearest = 0.0;
  for (var first = 0u; first + size <= unitCount(SIGNAL_OTHER); first += size) {
    nearest = max(nearest, cosine(r, first, size));
  }
  column[r] = params.scale * min(nearest, 1.0);
}
