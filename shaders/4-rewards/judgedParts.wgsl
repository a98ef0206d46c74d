// What: a judge's mark for a part of the completion, where the parts that it is about are there.
// Formula: the signal mark, or 0 where something is missing. part 0, the summary of the picture: the truth has a context (the text of the first
// <context>…</context> of its answer, or else its first caption); the completion need not have one, an empty summary is judged as well. part 1,
// the reasoning: the first <context>…</context> and the first <think>…</think> of the completion hold more than white space.
// Shapes: column (R). Units: those of the mark: 0…1 for marks from 0 to 5 that are divided by 5.
// Source: HumanOmniV2 (HumanMLLM/HumanOmniV2), qwenomni_module.py: patial_context_reward (0), patial_reasoning_reward (1).
// Reward: judgedParts
// Range: [-1000000, 1000000]
// Knob: part = 0, 0, 1, 0 = the summary, 1 = the reasoning
// Signal: mark = judge/score
// Truth: answer, captions
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/namedBlock, 4-rewards/letters, 4-rewards/blanks

override WORKGROUP_SIZE: u32 = 64;

struct JudgedPartsParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  part: f32,
}

@group(0) @binding(0) var<uniform> params: JudgedPartsParams;

fn isFilled(text: Text, name: u32) -> bool {
  return stripped(findBlock(text, name, false, false).text).length > 0u;
}

fn isJudged(r: u32) -> bool {
  if (params.part > 0.5) {
    let text = spanBytes(r, SPAN_COMPLETION);
    return isFilled(text, BLOCK_CONTEXT) && isFilled(text, BLOCK_THINK);
  }
  let block = findBlock(truthAnswer(r), BLOCK_CONTEXT, false, false);
  var wanted = block.text;
  if (!block.found) { wanted = truthCaption(r, 0u); }
  return stripped(wanted).length > 0u;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn judgedParts(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = select(0.0, rolloutSignal(SIGNAL_MARK, r), isJudged(r));
}
