// What: how alike the caption of the answer and the true caption are.
// Formula: bleu_share·BLEU-4 + (1 − bleu_share)·ROUGE-L F1 (4-rewards/similarity), the best over the true captions; white space at both
// ends of the caption does not count. Letters count in lower case.
// Shapes: column (R). Units: 0…1. 0 where the span or the truth is missing. Not scored where a caption has more than 192 words.
// Source: SATORI-R1 (justairr/SATORI-R1), plugin.py: CaptionAccuracy.
// Reward: captionSimilarity
// Range: [0, 1]
// Knob: bleu_share = 0.5, 0, 1, weight of BLEU-4; the rest goes to ROUGE-L
// Truth: captions
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/letters, 4-rewards/abbreviations, 4-rewards/sentences, 4-rewards/words, 4-rewards/clitics, 4-rewards/porterTables, 4-rewards/porter, 4-rewards/porterSteps, 4-rewards/similarity, 4-rewards/rouge

override WORKGROUP_SIZE: u32 = 64;

struct CaptionSimilarityParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  bleu_share: f32,
}

@group(0) @binding(0) var<uniform> params: CaptionSimilarityParams;

fn bestSimilarity(r: u32) -> f32 {
  if (!hasSpan(r, SPAN_CAPTION)) { return 0.0; }
  let caption = spanBytes(r, SPAN_CAPTION);
  var best = 0.0;
  for (var i = 0u; i < captionCount(r); i++) {
    let reference = truthCaption(r, i);
    if (max(reference.length, caption.length) > 0xffffu) { return notScorable(); }
    let own = similarity(array<Text, 2>(reference, trimmed(caption, false)), params.bleu_share);
    if (own < 0.0) { return notScorable(); }
    best = max(best, own);
  }
  return best;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn captionSimilarity(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = bestSimilarity(r);
}
