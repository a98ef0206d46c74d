// What: whether an answer is the one that the rollouts of its prompt voted for. No truth is read.
// Formula: column = the signal of the vote: 1 = the answer is the label of its subgroup, 0 = it is not.
// Shapes: column (R). Units: 0 or 1.
// Source: SCOPE-TTRL (szu-tera/SCOPE, verl/trainer/ppo/ray_trainer.py); TTRL (arXiv 2504.16084).
// Reward: agreesWithVote
// Range: [0, 1]
// Signal: vote = vote/agrees
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct AgreesWithVoteParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
}

@group(0) @binding(0) var<uniform> params: AgreesWithVoteParams;

@compute @workgroup_size(WORKGROUP_SIZE)
fn agreesWithVote(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = rolloutSignal(SIGNAL_VOTE, r);
}
