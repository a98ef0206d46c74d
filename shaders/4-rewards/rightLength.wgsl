// What: how long the right answers of the group are: what lengthFine compares a length with. Not paid itself.
// Formula: mean of the lengths L_j over the rollouts j of the group with right_j ≥ 1, or, with use_median, their median (the mean of the
// middle two where their number is even). 0 where nobody is right.
// Shapes: column (R), one number per group. Units: tokens.
// Source: Hybrid-MAR (arXiv 2510.05283): mean, by the reviews of its ICLR 2026 submission; the median is ours.
// Reward: rightLength
// Range: [0, 1000000]
// Knob: use_median = 0, 0, 1, the median instead of the mean
// Signal: right = reward/answerFolded
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct RightLengthParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  use_median: f32,
}

@group(0) @binding(0) var<uniform> params: RightLengthParams;

fn isRight(r: u32) -> bool {
  return rolloutSignal(SIGNAL_RIGHT, r) >= 1.0;
}

fn meanLength(first: u32) -> vec2f {
  var sum = 0.0;
  var count = 0.0;
  for (var r = first; r < first + params.generations; r++) {
    if (!isRight(r)) { continue; }
    sum += f32(tokenCount(r));
    count += 1.0;
  }
  return vec2f(sum / max(count, 1.0), count);
}

// The length that has `rank` right lengths in front of it when they are sorted.
fn lengthAt(first: u32, rank: u32) -> f32 {
  for (var r = first; r < first + params.generations; r++) {
    if (!isRight(r)) { continue; }
    var below = 0u;
    var equal = 0u;
    for (var other = first; other < first + params.generations; other++) {
      if (!isRight(other)) { continue; }
      below += select(0u, 1u, tokenCount(other) < tokenCount(r));
      equal += select(0u, 1u, tokenCount(other) == tokenCount(r));
    }
    if (below <= rank && rank < below + equal) { return f32(tokenCount(r)); }
  }
  return 0.0;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn rightLength(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let first = r - r % params.generations;
  let mean = meanLength(first);
  let count = u32(mean.y);
  if (params.use_median < 0.5 || count == 0u) {
    column[r] = mean.x;
    return;
  }
  column[r] = (lengthAt(first, (count - 1u) / 2u) + lengthAt(first, count / 2u)) / 2.0;
}
