// What: whether the answer is one of the true ones; where no text decides it, a verdict does.
// Formula: own = the last <answer>…</answer>, or the last line where there is none; true ones = the text of the first <answer>…</answer> on one line
// of the truth, or all of it, parted at /. In their order: 1 if own equals one byte for byte; 0 if both are single characters that differ in more
// than case. Else the signal verdict (0 … 1), or, where that is below 0 (nobody could decide), 1 if own is the whole text of the truth, else 0.
// vqa: texts are equal if their words are (4-rewards/bareWords), and where yes (or no) is true an own answer of less than 48 bytes that has it,
// also as a part of a word, and not the other one is right; single characters do not decide. Number words and contractions are not brought together.
// Shapes: column (R). Units: 0…1.
// Source: VLM-R3 (arXiv 2505.16192), rgrpo.py: acc_verifier, textvqa_reward.
// Reward: answerAlternatives
// Range: [0, 1]
// Knob: vqa = 0, 0, 1, compare words instead of bytes
// Signal: verdict = reward/answerFolded
// Truth: answer
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/namedBlock, 4-rewards/letters, 4-rewards/blanks, 4-rewards/bareWords, 4-rewards/literal

override WORKGROUP_SIZE: u32 = 64;

struct AnswerAlternativesParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  vqa: f32,
}

@group(0) @binding(0) var<uniform> params: AnswerAlternativesParams;

fn lastLine(text: Text) -> Text {
  var first = text.length;
  while (first > 0u && textByte(text, first - 1u) != 10u) { first--; }
  return Text(text.origin, text.rollout, text.first + first, text.length - first);
}

fn hasFolded(text: Text, letters: u32, length: u32) -> bool {
  for (var i = 0u; i + length <= text.length; i++) {
    var k = 0u;
    while (k < length && lowerByte(textByte(text, i + k)) == ((letters >> (8u * k)) & 255u)) { k++; }
    if (k == length) { return true; }
  }
  return false;
}

// The two letters or three of yes and no are all that the words of a text are.
fn isWordly(text: Text, letters: u32, length: u32) -> bool {
  let first = wordFrom(text, 0u);
  if (first + length > text.length || wordFrom(text, first + length) < text.length) { return false; }
  return hasFolded(Text(text.origin, text.rollout, text.first + first, length), letters, length);
}

fn agrees(own: Text, right: Text) -> bool {
  if (params.vqa < 0.5) { return bytesEqual(own, right); }
  if (sameWords(own, right)) { return true; }
  let yes = hasFolded(own, 0x736579u, 3u);
  let no = hasFolded(own, 0x6f6eu, 2u);
  let said = (yes && isWordly(right, 0x736579u, 3u)) || (no && isWordly(right, 0x6f6eu, 2u));
  return said && !(yes && no) && own.length < 48u;
}

fn answerScore(r: u32) -> f32 {
  let whole = spanBytes(r, SPAN_COMPLETION);
  let block = findBlock(whole, BLOCK_ANSWER, false, true);
  var own = lastLine(stripped(whole));
  if (block.found) { own = stripped(block.text); }
  var truth = truthAnswer(r);
  let marked = findBlock(truth, BLOCK_ANSWER, true, false);
  if (marked.found) { truth = marked.text; }
  truth = stripped(truth);
  if (!hasTruthAnswer(r)) { return 0.0; }
  for (var first = 0u; first <= truth.length; ) {
    var end = first;
    while (end < truth.length && textByte(truth, end) != 47u) { end++; }
    let right = stripped(Text(truth.origin, r, truth.first + first, end - first));
    if (agrees(own, right)) { return 1.0; }
    if (params.vqa < 0.5 && characterCount(own) == 1u && characterCount(right) == 1u) {
      if (charAt(own, 0u).code != charAt(right, 0u).code) { return 0.0; }
    }
    first = end + 1u;
  }
  let verdict = rolloutSignal(SIGNAL_VERDICT, r);
  return select(min(verdict, 1.0), select(0.0, 1.0, bytesEqual(own, truth)), verdict < 0.0);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn answerAlternatives(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = answerScore(r);
}
