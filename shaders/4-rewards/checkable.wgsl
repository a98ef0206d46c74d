// What: whether a rule can check the answer: what hybridScore chooses by. Not paid itself.
// Formula: 1 if there is a true answer of at most most_words words and the completion has an answer span, else 0. Words are what stands
// between white space.
// Shapes: column (R). Units: 0 or 1.
// Source: Hybrid-MAR (arXiv 2510.05283): rules where an answer is verifiable, a model elsewhere; that long true answers are not
// verifiable is ours.
// Reward: checkable
// Range: [0, 1]
// Knob: most_words = 3, 1, 4096, longer true answers are prose and left to the model
// Truth: answer
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct CheckableParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  most_words: f32,
}

@group(0) @binding(0) var<uniform> params: CheckableParams;

fn wordCount(text: Text) -> f32 {
  var count = 0.0;
  var inside = false;
  for (var k = 0u; k < text.length; k++) {
    let isWord = !isSpace(textByte(text, k));
    count += select(0.0, 1.0, isWord && !inside);
    inside = isWord;
  }
  return count;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn checkable(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let isChecked = hasTruthAnswer(r) && hasSpan(r, SPAN_ANSWER) && wordCount(truthAnswer(r)) <= params.most_words;
  column[r] = select(0.0, 1.0, isChecked);
}
