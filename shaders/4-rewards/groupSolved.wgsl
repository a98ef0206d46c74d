// What: whether some answer of the group is right and has the form. Not paid itself: where it is 0, pathReward pays the way there.
// Formula: 1 where a rollout of the group has right ≥ 1 and form ≥ 1, else 0.
// Shapes: column (R), one number per group. Units: 0 or 1.
// Source: P2S (arXiv 2601.20649), section 3, by summaries of the paper.
// Reward: groupSolved
// Range: [0, 1]
// Signal: right = reward/answerFolded
// Signal: form = reward/format
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct GroupSolvedParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
}

@group(0) @binding(0) var<uniform> params: GroupSolvedParams;

@compute @workgroup_size(WORKGROUP_SIZE)
fn groupSolved(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let first = r - r % params.generations;
  var isSolved = false;
  for (var peer = first; peer < first + params.generations; peer++) {
    isSolved = isSolved || (rolloutSignal(SIGNAL_RIGHT, peer) >= 1.0 && rolloutSignal(SIGNAL_FORM, peer) >= 1.0);
  }
  column[r] = select(0.0, 1.0, isSolved);
}
