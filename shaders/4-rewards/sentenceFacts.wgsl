// What: share of the sentences of the thinking that state a fact of the picture: a rule in place of a judge of single steps.
// Formula: sentences that contain a fact as whole words, case folded / sentences. A sentence of the think span ends at . ! ? ; or a
// line end where white space or the end of the span follows; one without a letter or digit does not count.
// Shapes: column (R). Units: 0…1. 0 without a sentence, or where the truth has no facts.
// Source: ours, after PROF (arXiv 2509.03403): the mean of the step scores of a process reward model.
// Reward: sentenceFacts
// Range: [0, 1]
// Truth: facts
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct SentenceFactsParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
}

@group(0) @binding(0) var<uniform> params: SentenceFactsParams;

fn endsSentence(text: Text, k: u32) -> bool {
  let b = textByte(text, k);
  let isEnd = b == 46u || b == 33u || b == 63u || b == 59u || b == 10u;
  return isEnd && (k + 1u == text.length || isSpace(textByte(text, min(k + 1u, text.length - 1u))));
}

fn hasWord(text: Text) -> bool {
  for (var k = 0u; k < text.length; k++) {
    if (isWordByte(textByte(text, k))) { return true; }
  }
  return false;
}

fn statesFact(r: u32, sentence: Text) -> bool {
  for (var f = 0u; f < factCount(r); f++) {
    if (contains(sentence, trimmed(factText(r, f), false))) { return true; }
  }
  return false;
}

fn sentenceScore(r: u32) -> f32 {
  let text = spanBytes(r, SPAN_THINK);
  var sentences = 0u;
  var stated = 0u;
  var first = 0u;
  for (var k = 0u; k < text.length; k++) {
    if (k + 1u < text.length && !endsSentence(text, k)) { continue; }
    let sentence = Text(text.origin, text.rollout, text.first + first, k + 1u - first);
    first = k + 1u;
    if (!hasWord(sentence)) { continue; }
    sentences++;
    if (statesFact(r, sentence)) { stated++; }
  }
  return f32(stated) / f32(max(sentences, 1u));
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn sentenceFacts(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = sentenceScore(r);
}
