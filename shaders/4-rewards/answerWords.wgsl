// What: whether the answer block says the true answer: the same words, whatever marks, articles and case.
// Formula: 1 if the words (4-rewards/bareWords) of the last <answer>…</answer> of the completion are those of the true answer: of its first
// <answer>…</answer> on one line, or of all of it where it has none. With first_block the first block on either side, also over several lines.
// Shapes: column (R). Units: 0 or 1. 0 where a block or the true answer is missing.
// Source: SURDS (arXiv 2411.13112), grpo.py: accuracy_reward; needmodel_think_to_output_reward (first_block, for the answer that is regained
// from the reasoning).
// Reward: answerWords
// Range: [0, 1]
// Knob: first_block = 0, 0, 1, read the first answer block instead of the last
// Truth: answer
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/namedBlock, 4-rewards/letters, 4-rewards/bareWords

override WORKGROUP_SIZE: u32 = 64;

struct AnswerWordsParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  first_block: f32,
}

@group(0) @binding(0) var<uniform> params: AnswerWordsParams;

fn isAnswered(r: u32) -> bool {
  if (!hasTruthAnswer(r)) { return false; }
  let isFirst = params.first_block > 0.5;
  let own = findBlock(spanBytes(r, SPAN_COMPLETION), BLOCK_ANSWER, false, !isFirst);
  var right = truthAnswer(r);
  let block = findBlock(right, BLOCK_ANSWER, !isFirst, false);
  if (block.found) { right = block.text; }
  return own.found && sameWords(own.text, right);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn answerWords(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = select(0.0, 1.0, isAnswered(r));
}
