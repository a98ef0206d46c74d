// What: whether the text of the answer block is the true answer or one of the accepted ones, read as published code reads it.
// Formula: own = the first <answer>…</answer> of the completion (with one_line both tags must stand on one line), or, with
// whole_text, all of it where there is none; true texts = the answer and the accepted answers, read in the same way. 1 if, without
// white space at the ends, own equals one of them, with any_case in whatever case. With plain_truth the true texts are taken as they stand,
// tags and white space included. With needs_format 0 unless the whole text is <think>…</think>, white space, <answer>…</answer>.
// Shapes: column (R). Units: 0 or 1; without_truth where there is no true answer.
// Source: MedVLThinker (arXiv 2508.02669), my_reward.py (the defaults); Q-Insight (arXiv 2503.22679), qinsight_comparison.py;
// CLS-RL (arXiv 2503.16188), grpo.py; CodeGoat24/UnifiedReward, UnifiedReward-Think/src/open_r1/grpo.py: accuracy_reward (plain truth, 0.1).
// Reward: answerBlock
// Range: [0, 1]
// Knob: one_line = 1, 0, 1, both tags on one line
// Knob: whole_text = 1, 0, 1, read the whole text where there is no block
// Knob: any_case = 1, 0, 1, upper and lower case alike
// Knob: needs_format = 1, 0, 1, nothing without a think block in front of the answer block
// Knob: plain_truth = 0, 0, 1, true answers as they stand
// Knob: without_truth = 0, 0, 1, what is paid where there is no true answer
// Truth: answer, acceptedAnswers
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/plainAnswer, 4-rewards/unicode, 4-rewards/plainTags, 4-rewards/thinkAnswer

override WORKGROUP_SIZE: u32 = 64;

struct AnswerBlockParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  one_line: f32,
  whole_text: f32,
  any_case: f32,
  needs_format: f32,
  plain_truth: f32,
  without_truth: f32,
}

@group(0) @binding(0) var<uniform> params: AnswerBlockParams;

fn isAnswered(r: u32) -> bool {
  if (params.needs_format > 0.5 && !isThinkThenAnswer(r, false)) { return false; }
  let right = select(0u, 1u, hasTruthAnswer(r));
  var own: Text;
  // 0 = the completion, then the true texts.
  for (var i = 0u; i <= right + acceptedCount(r); i++) {
    var text = spanBytes(r, SPAN_COMPLETION);
    if (i > 0u && i <= right) { text = truthAnswer(r); }
    if (i > right) { text = acceptedAnswer(r, i - right - 1u); }
    let block = plainAnswer(text, params.one_line > 0.5);
    if (i == 0u && !block.found && params.whole_text < 0.5) { return false; }
    var inner = stripped(block.text);
    if (i == 0u) { own = inner; }
    if (params.plain_truth > 0.5) { inner = text; }
    if (i > 0u && sameChars(own, inner, params.any_case > 0.5)) { return true; }
  }
  return false;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn answerBlock(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let isKnown = hasTruthAnswer(r) || acceptedCount(r) > 0u;
  column[r] = select(params.without_truth, select(0.0, 1.0, isAnswered(r)), isKnown);
}
