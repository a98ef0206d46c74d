// What: whether the completion is a think block and an answer block and nothing else. Blocks may be empty.
// Formula: 1 if the whole text is <think>…</think>, white space, <answer>…</answer>, where … is any text, tags too; with open_end anything
// may follow.
// Shapes: column (R). Units: 0 or 1.
// Source: ReFine-RFT (arXiv 2601.06993), reward_func.py: format_reward, re.fullmatch with DOTALL; CodeGoat24/UnifiedReward,
// UnifiedReward-Think/src/open_r1/grpo.py: format_reward (open end).
// Reward: thinkThenAnswer
// Range: [0, 1]
// Knob: open_end = 0, 0, 1, text may follow the answer block
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/plainTags, 4-rewards/thinkAnswer

override WORKGROUP_SIZE: u32 = 64;

struct ThinkThenAnswerParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  open_end: f32,
}

@group(0) @binding(0) var<uniform> params: ThinkThenAnswerParams;

@compute @workgroup_size(WORKGROUP_SIZE)
fn thinkThenAnswer(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = select(0.0, 1.0, isThinkThenAnswer(r, params.open_end > 0.5));
}
