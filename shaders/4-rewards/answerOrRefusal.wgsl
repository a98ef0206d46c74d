// What: pays the right answer where the evidence is there, and saying that it cannot be known where the evidence is masked.
// Formula: evidence there: −1 if the completion refuses anywhere, else 1 if the first answer block, or the whole text where there is none, is the
// true answer, in whatever case and without white space at the ends, else 0. Evidence masked (tag masked): 1 if it refuses, else −1.
// To refuse is to say unknown, no or none, also as a part of a word (know, not, another); with plain_refusal it is to say cannot tell.
// Shapes: column (R). Units: −1, 0 or 1.
// Source: DeFacto (tinnel123666888/defacto), grpo_defacto.py: accuracy_reward_text.
// Reward: answerOrRefusal
// Range: [-1, 1]
// Knob: plain_refusal = 0, 0, 1, only "cannot tell" is a refusal
// Truth: answer
// Needs: tag/masked
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/namedBlock, 4-rewards/letters, 4-rewards/blanks, 4-rewards/refusal

override WORKGROUP_SIZE: u32 = 64;

struct AnswerOrRefusalParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  plain_refusal: f32,
}

@group(0) @binding(0) var<uniform> params: AnswerOrRefusalParams;

fn isAnswered(r: u32, whole: Text) -> bool {
  let block = findBlock(whole, BLOCK_ANSWER, false, false);
  var own = whole;
  if (block.found) { own = block.text; }
  own = stripped(own);
  let right = stripped(truthAnswer(r));
  var at = vec2u(0u);
  while (at.x < own.length && at.y < right.length) {
    let a = charAt(own, at.x);
    let b = charAt(right, at.y);
    if (a.code != b.code) { return false; }
    at += vec2u(a.length, b.length);
  }
  return at.x == own.length && at.y == right.length && hasTruthAnswer(r);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn answerOrRefusal(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let text = spanBytes(r, SPAN_COMPLETION);
  let refuses = says(text, select(SAYS_NO, SAYS_CANNOT_TELL, params.plain_refusal > 0.5));
  if (promptSignal(SIGNAL_TAG_MASKED, r) > 0.5) {
    column[r] = select(-1.0, 1.0, refuses);
  } else {
    column[r] = select(select(0.0, 1.0, isAnswered(r, text)), -1.0, refuses);
  }
}
