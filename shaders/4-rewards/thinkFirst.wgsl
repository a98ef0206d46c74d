// What: whether the completion begins with its only think block; what stands behind the block is free.
// Formula: 1 if the text begins with <think>, no second <think> stands anywhere in it, and a </think> follows.
// Shapes: column (R). Units: 0 or 1.
// Source: TRL f2cd577, format_rewards.py: think_format_reward, ^<think>(?!.*<think>)(.*?)</think>.*$ with DOTALL.
// Reward: thinkFirst
// Range: [0, 1]
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/plainTags

override WORKGROUP_SIZE: u32 = 64;

struct ThinkFirstParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
}

@group(0) @binding(0) var<uniform> params: ThinkFirstParams;

fn beginsWithThink(r: u32) -> bool {
  let end = spanEnd(r, SPAN_COMPLETION);
  if (!isPlainTag(r, 0u, end, PLAIN_THINK, false)) { return false; }
  let first = plainTagLength(PLAIN_THINK, false);
  let isOnly = findPlainTag(r, first, end, PLAIN_THINK, false) == end;
  return isOnly && findPlainTag(r, first, end, PLAIN_THINK, true) < end;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn thinkFirst(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = select(0.0, 1.0, beginsWithThink(r));
}
