// What: a right answer is worth more where a judge finds that its reasoning supports it, and less where the two contradict.
// Formula: column = result·(1 + share·verdict); verdict 1 = consistent, −1 = conflict, 0 = undecided.
// Shapes: column (R). Units: those of the result.
// Source: R1-Reward (arXiv 2505.02835); yfzhang114/r1_reward, openrlhf/models/remote_rm/math_verifier_mllm.py: reward = 0.5·format +
// this, share 0.5.
// Reward: judgedResult
// Range: [0, 2]
// Knob: share = 0.5, 0, 1, what a verdict adds to a right answer or takes away from it
// Signal: result = reward/answerFolded
// Signal: verdict = judge/verdict
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct JudgedResultParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  share: f32,
}

@group(0) @binding(0) var<uniform> params: JudgedResultParams;

@compute @workgroup_size(WORKGROUP_SIZE)
fn judgedResult(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = rolloutSignal(SIGNAL_RESULT, r) * (1.0 + params.share * rolloutSignal(SIGNAL_VERDICT, r));
}
